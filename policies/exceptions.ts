import type { Exception } from "./exception";
import { kubernetesTypes } from "./kubernetes-types";
import { types } from "./types";

/** Every violation that is accepted. A test fails for one that no stack needs any more. */
export const exceptions: readonly Exception[] = [
  {
    policy: "subnets-give-no-public-address",
    type: types.subnet,
    name: "network-vpc-public-*",
    reason:
      "The VPC component switches it on for public subnets and offers no switch. Only load balancers and NAT gateways live there, and they have addresses of their own.",
  },
  {
    policy: "eks-endpoint-private",
    type: types.cluster,
    name: "cluster-control-plane-*",
    reason:
      "It answers only the networks in urr:cluster.api.publicCidrs, from which deployments come; without them it answers in the VPC alone, and a runner there must deploy.",
  },
  {
    policy: "buckets-access-logged",
    type: types.bucket,
    name: "operations-archive-bucket",
    reason: "It is the bucket that logs go to; a log of its own writes would feed itself.",
  },
  {
    policy: "buckets-encrypted-with-kms",
    type: types.bucket,
    name: "operations-archive-bucket",
    reason:
      "Load balancers and S3 deliver their logs only to buckets encrypted with S3's own keys, so it stays SSE-S3.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "operations-secrets-*",
    reason:
      "The value is issued by another company and only an operator can get a new one: pulumi config set --secret, then up.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "workloads-delivery-login",
    reason:
      "Who hosts the repository gives out what Argo CD signs in with, and takes it back; an operator puts a new one there, and it is read within the hour.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "data-tier-secrets-*",
    reason:
      "Whoever signs and whoever verifies must change over together, which a Lambda cannot arrange: urr:dataTier.secrets.generations replaces a value.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "data-tier-postgres-credentials-*",
    reason:
      "The user, the secret and the connections of the proxy must change over together: urr:dataTier.postgres.credentialGeneration replaces them all.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "data-tier-redis-auth-token-secret",
    reason:
      "ElastiCache takes the token from this program, and keeps the old one beside it until the next: urr:dataTier.redis.authTokenGeneration replaces it.",
  },
  {
    policy: "buckets-encrypted-with-kms",
    type: types.bucket,
    name: "data-tier-files-frontend-bucket",
    reason:
      "What is in it is on its way to every browser, and a key would have to name the distribution that is made long after, so it stays SSE-S3.",
  },
  {
    policy: "buckets-encrypted-with-kms",
    type: types.bucket,
    name: "edge-cdn-pages-bucket",
    reason:
      "The waiting page is on its way to every browser, and its bucket must open as long as there is CloudFront, whatever becomes of a key; it stays SSE-S3.",
  },
  {
    policy: "distributions-fail-over",
    type: types.distribution,
    name: "edge-cdn-distribution-site",
    reason: "A site of files has one bucket and no server that could stand in for it.",
  },
  {
    policy: "buckets-keep-their-data",
    type: types.bucket,
    name: "edge-cdn-pages-bucket",
    reason:
      "All that is in it is built from this repository and uploaded again by the next deployment; old files that are kept for open pages must not hold up its end.",
  },
  {
    policy: "secrets-recoverable",
    type: types.secret,
    name: "*-origin-secret",
    reason:
      "The program makes its value, and can make another. A name that waits for its deletion could not be used when CloudFront is switched on again.",
  },
  {
    policy: "secrets-recoverable",
    type: types.secret,
    name: "queueing-room-gate-secret",
    reason:
      "The function that rotates keys fills it again within a minute. A name that waits for its deletion could not be used when the gate is changed back.",
  },
  {
    policy: "target-groups-use-tls",
    type: types.targetGroup,
    name: "edge-load-balancer-targets-*",
    reason:
      "Pods speak HTTP inside the VPC, where their ports admit the load balancer alone; a certificate in every pod would be one that nobody checks, since load balancers do not.",
  },
  {
    policy: "rds-port-of-its-own",
    type: types.dbInstance,
    name: "data-tier-postgres-*",
    reason:
      "The requirements name 5432, clients expect it, and the security group of the proxy alone reaches it; another number would hide nothing.",
  },
  {
    policy: "buckets-access-logged",
    type: types.bucket,
    name: "state-access-logs-bucket",
    reason: "It is the bucket that logs go to; a log of its own writes would feed itself.",
  },
  {
    policy: "buckets-encrypted-with-kms",
    type: types.bucket,
    name: "state-access-logs-bucket",
    reason: "S3 delivers access logs only to buckets encrypted with S3's own keys, so it stays SSE-S3.",
  },
  {
    policy: "iam-no-wildcards",
    type: types.iamPolicy,
    name: "access-*-boundary",
    reason:
      "A boundary grants nothing. It names the services a stack is made of, and keeps stacks apart by name and by tag.",
  },
  {
    policy: "iam-no-wildcards",
    type: types.rolePolicy,
    name: "access-*-deploy-*",
    reason:
      "Who deploys a stack makes and deletes all that it consists of, most of it without a name beforehand; the role's boundary limits it to the stack.",
  },
  {
    policy: "iam-no-wildcards",
    type: types.rolePolicy,
    name: "access-*-preview-*",
    reason:
      "Lookups have no name to be limited to. A test proves by AWS's own list that every action only reads, and none reads data.",
  },
  {
    policy: "iam-roles-bounded",
    type: types.role,
    name: "account-api-gateway-role",
    reason: "It is of no stack, and has nothing but AWS's own policy for writing logs.",
  },
  {
    policy: "events-targets-retry-and-park",
    type: types.schedule,
    name: "operations-hours-*",
    reason:
      "A stop is repeated the next evening, a missing start shows at once, and both are refused where somebody was up before the schedule.",
  },
  {
    policy: "apis-methods-authorised",
    type: types.restApi,
    name: "queueing-room-rest-api",
    reason:
      "Visitors come without a login: the function checks their tickets and CloudFront's header. A test of the description proves that operators' routes are signed.",
  },
  {
    policy: "apis-requests-validated",
    type: types.restApi,
    name: "queueing-room-rest-api",
    reason:
      "API Gateway reads a dialect of its own of JSON Schema. The function looks at every byte of a request itself, and names what is wrong in its own words.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "queueing-room-key-ring-secret",
    reason:
      "A function of the waiting room rotates it by urr:queueing.waitingRoom.keyRotationDays, since each key must be known at the edge before it signs.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "queueing-room-gate-secret",
    reason: "The function that rotates the waiting room's keys writes it whenever one of them changes.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "queueing-room-origin-secret",
    reason:
      "CloudFront and the API must change over together: urr:edge.originSecretGeneration replaces the value, and the last one is taken for a while.",
  },
  {
    policy: "secrets-rotate",
    type: types.secret,
    name: "edge-load-balancer-origin-secret",
    reason:
      "CloudFront and the load balancer must change over together: urr:edge.originSecretGeneration replaces the value, and the last one is taken for a while.",
  },
  {
    policy: "backups-cover-data",
    type: types.table,
    name: "queueing-room-tables-*",
    reason:
      "A line of yesterday is of use to nobody: places and sessions are forgotten after the sale, and until then the tables go back to any second of it.",
  },
  {
    policy: "functions-failures-kept",
    type: types.lambdaFunction,
    name: "operations-forwarder-discord-function",
    reason:
      "An alarm also goes by mail and stays red in CloudWatch. What Discord does not take is tried twice more, and then an alarm of the function's own is mailed.",
  },
  {
    policy: "namespaces-restrict-their-pods",
    type: kubernetesTypes.namespace,
    name: "workloads-obs-amazon-cloudwatch",
    reason:
      "The add-on of EKS reads the logs of all pods from the disks of their nodes, which Pod Security calls privileged. Nothing else runs in its namespace.",
  },
  {
    policy: "namespaces-restrict-their-pods",
    type: kubernetesTypes.namespace,
    name: "workloads-obs-node-agents",
    reason:
      "What measures nodes and collects the logs of pods reads the nodes' disks, which Pod Security calls privileged. Nothing else runs in its namespace.",
  },
  {
    policy: "iam-no-wildcards",
    type: types.rolePolicy,
    name: "workloads-base-*-id-pods-policy",
    reason:
      "What describes target groups, autoscaling groups and instances takes no resource. What changes something is limited to ours by ARN or tag.",
  },
  {
    policy: "iam-no-wildcards",
    type: types.rolePolicy,
    name: "workloads-obs-*-pods-policy",
    reason:
      "Writing spans and figures takes no resource: X-Ray has none, and CloudWatch knows namespaces by a condition alone.",
  },
];
