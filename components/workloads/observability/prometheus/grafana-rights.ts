import type { Statement } from "../../../policy-document";

/** What Grafana may read of CloudWatch, which knows no resources for it: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html */
export const grafanaRights: readonly Statement[] = [
  {
    Sid: "ReadFigures",
    Effect: "Allow",
    Action: ["cloudwatch:GetMetricData", "cloudwatch:ListMetrics"],
    Resource: "*",
  },
];
