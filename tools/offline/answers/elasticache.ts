import { stableHex } from "../fake-ids";
import { named, text, type Answers } from "./answer";

/** How ElastiCache writes a region in its host names, e.g. `apn2` for `ap-northeast-2`. */
const shortRegion = (region: string): string => region.replace(/^([a-z]+)-([a-z])[a-z]*-/, "$1$2");

/** Answers for replication groups and what they are made of. */
export const elasticacheAnswers: Answers = {
  "aws:elasticache/subnetGroup:SubnetGroup": named("elasticache", "subnetgroup"),
  "aws:elasticache/parameterGroup:ParameterGroup": named("elasticache", "parametergroup"),
  "aws:elasticache/replicationGroup:ReplicationGroup": ({ account, inputs, region, urn }) => {
    const id = text(inputs, "replicationGroupId");
    const host = (role: string) =>
      `${role}.${id}.${stableHex(urn, 6)}.${shortRegion(region)}.cache.amazonaws.com`;
    const isCluster = inputs["numNodeGroups"] !== undefined;
    return {
      id,
      outputs: {
        arn: `arn:aws:elasticache:${region}:${account}:replicationgroup:${id}`,
        clusterEnabled: isCluster,
        engineVersionActual: `${text(inputs, "engineVersion")}.0`,
        ...(isCluster
          ? { configurationEndpointAddress: host("clustercfg") }
          : { primaryEndpointAddress: host("master"), readerEndpointAddress: host("replica") }),
      },
    };
  },
};
