import { example } from "./example";
import type { StackPolicy } from "./policy";
import { ofType, violation } from "./read";
import { types } from "./types";

export const vpcsRecordFlows: StackPolicy = {
  kind: "stack",
  id: "flow-logs-on-every-vpc",
  requirement: "Every VPC records at least the traffic it rejects.",
  controls: ["CNET-02", "EC2.6", "nag:VPC7"],
  severity: "medium",
  appliesTo: [types.vpc],
  check: (resources) =>
    ofType(resources, types.vpc)
      .filter(
        (vpc) =>
          vpc.id !== undefined &&
          !ofType(resources, types.flowLog).some(
            ({ props }) =>
              props["vpcId"] === vpc.id &&
              (props["trafficType"] === "ALL" || props["trafficType"] === "REJECT"),
          ),
      )
      .map((vpc) => violation(vpc, null, "has no flow log of rejected traffic (trafficType ALL or REJECT)")),
  violatedBy: [
    [example(types.vpc, {}, { id: "vpc-1" })],
    [
      example(types.vpc, {}, { id: "vpc-1" }),
      example(types.flowLog, { vpcId: "vpc-1", trafficType: "ACCEPT" }),
    ],
  ],
  keptBy: [
    example(types.vpc, {}, { id: "vpc-1" }),
    example(types.flowLog, { vpcId: "vpc-1", trafficType: "ALL" }),
  ],
};

export const flowLogsCheap: StackPolicy = {
  kind: "stack",
  id: "flow-logs-costs-fit",
  requirement: "A stack that may be destroyed keeps its flow logs in S3, where they cost less.",
  controls: ["FIN-05"],
  severity: "low",
  appliesTo: [types.flowLog],
  askedOf: "disposable stacks",
  check: (resources) =>
    ofType(resources, types.flowLog)
      .filter(({ props }) => props["logDestinationType"] !== "s3")
      .map((log) =>
        violation(
          log,
          "logDestinationType",
          "writes to CloudWatch, which costs more than S3 (urr:network.flowLogs.destination)",
        ),
      ),
  violatedBy: [[example(types.flowLog, { logDestinationType: "cloud-watch-logs" })]],
  keptBy: [example(types.flowLog, { logDestinationType: "s3" })],
};
