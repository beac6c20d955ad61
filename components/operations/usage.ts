import { z } from "zod";

const amount = (description: string, example: number) =>
  z
    .number()
    .min(0)
    .optional()
    .meta({ description, examples: [example] });

/** What an environment expects to use in a month. The preview prices what is stated and guesses nothing. */
export const usageSetting = z
  .strictObject({
    internetOutGb: amount("GB that leave for the internet.", 300),
    interZoneGb: amount("GB between zones, each direction counted.", 100),
    natGb: amount("GB that NAT gateways process.", 200),
    endpointGb: amount("GB that interface endpoints process.", 100),
    flowLogGb: amount("GB of flow logs written.", 20),
    logArchiveGb: amount("GB kept in the log archive.", 50),
    cacheBackupGb: amount("GB of Redis snapshots beyond the one that is free.", 10),
    dynamodbGb: amount("GB kept in DynamoDB tables and their indexes.", 20),
    dynamodbMillionReads: amount("Millions of read request units of tables that are paid by request.", 50),
    dynamodbMillionWrites: amount("Millions of write request units of tables that are paid by request.", 10),
    imageGb: amount("GB of container images kept.", 50),
    backupGb: amount("GB that AWS Backup keeps.", 500),
    databaseBackupGb: amount("GB of backups beyond the size of the database, which is free.", 50),
    databaseMonitoringGb: amount("GB of metrics of the database's operating system.", 1),
    clusterLogGb: amount("GB of logs that the cluster's control plane writes.", 30),
    serviceLogGb: amount(
      "GB of logs that databases, caches, brokers, functions and APIs write to CloudWatch.",
      20,
    ),
    podLogGb: amount("GB of logs that pods and nodes write to CloudWatch.", 40),
    insightsMillionObservations: amount(
      "Millions of figures of pods and nodes that Container Insights takes; each is taken every minute.",
      150,
    ),
    xrayMillionTraces: amount("Millions of traces that X-Ray records: requests times what is sampled.", 1),
    bucketGb: amount("GB in buckets beside the log archive.", 100),
    kmsRequests: amount("Requests to KMS keys.", 100000),
    apiMillionRequests: amount("Millions of requests to REST APIs.", 50),
    lambdaMillionRequests: amount("Millions of calls of functions.", 50),
    lambdaGbSeconds: amount("Seconds that functions run, times the GB of memory they have.", 400000),
    queueMillionRequests: amount(
      "Millions of requests to queues by 64 KB; a message is sent, received and deleted.",
      3,
    ),
    busMillionEvents: amount("Millions of events of our own that are sent to event buses, by 64 KB.", 1),
    eventArchiveGb: amount("GB that archives of events keep.", 5),
    keyValueStoreCalls: amount("Calls of functions to the API of CloudFront's key value store.", 90000),
    loadBalancerLcuHours: amount(
      "Capacity units of load balancers times hours, as CloudWatch adds them up in ConsumedLCUs.",
      1500,
    ),
    cdnOutGb: amount("GB that CloudFront sends to visitors, who are taken to be in Korea.", 500),
    cdnToOriginGb: amount("GB that CloudFront sends to what stands behind it: requests and uploads.", 50),
    cdnMillionRequests: amount("Millions of HTTPS requests of visitors to CloudFront.", 60),
    edgeGateMillionRequests: amount("Millions of requests that CloudFront's gate for admissions checks.", 40),
    edgeGateGbSeconds: amount(
      "Seconds that a gate of Lambda@Edge runs, times the GB of memory it has.",
      20000,
    ),
    edgeRewriteMillionRequests: amount(
      "Millions of requests that other functions of CloudFront rewrite or redirect.",
      5,
    ),
    firewallMillionRequests: amount("Millions of requests that web ACLs judge, refused ones included.", 60),
    botControlMillionRequests: amount("Millions of requests that bot control judges.", 2),
  })
  .meta({ description: "Expected monthly usage, for the cost estimate.", examples: [{ natGb: 200 }] });
