import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../../watched-figures";
import type { TargetGroup } from "./targets";

export interface WatchedLoadBalancer {
  /** The last part of its ARN, by which metrics call it. */
  readonly arnSuffix: pulumi.Input<string>;
  /** Those whose targets are to be healthy at any hour. */
  readonly services: Readonly<Record<string, Pick<TargetGroup, "arnSuffix">>>;
}

const namespace = "AWS/ApplicationELB";

/** What AWS counts: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function loadBalancerAlarms({
  arnSuffix: LoadBalancer,
  services,
}: WatchedLoadBalancer): Readonly<Record<string, Watched>> {
  const dimensions = { LoadBalancer };
  const ofService = Object.entries(services).map(
    ([service, { arnSuffix: TargetGroup }]): [string, Watched] => [
      `${service}-unhealthy`,
      {
        meaning: `a target of the ${service} does not answer its health check. Look at the pod's events and log; while there is another, visitors notice nothing.`,
        above: 0,
        minutes: { of: 10, bad: 10 },
        figure: {
          ...{ namespace, metricName: "UnHealthyHostCount", statistic: "Maximum" },
          dimensions: { LoadBalancer, TargetGroup },
        },
      },
    ],
  );
  return {
    errors: {
      meaning:
        "more than 5 of 100 requests are answered with an error of ours. Errors of targets are in the services' logs; those of the load balancer itself mean that no target was there or none answered in time.",
      above: 5,
      minutes: { of: 5, bad: 3 },
      figure: {
        ...{ namespace, dimensions, of: "RequestCount", least: 20 },
        percent: ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
      },
    },
    latency: {
      meaning:
        "one answer in a hundred takes longer than 2 seconds. Look at the gateway's traces for what is slow: its database, its cache, or too few pods.",
      above: 2,
      minutes: { of: 10, bad: 10 },
      figure: { namespace, dimensions, metricName: "TargetResponseTime", statistic: "p99" },
    },
    "rejected-connections": {
      meaning:
        "the load balancer has refused connections, since it grows more slowly than they come. Ask AWS to pre-warm it, or reserve capacity, before the next rush.",
      minutes: { of: 5, bad: 3 },
      figure: { namespace, dimensions, metricName: "RejectedConnectionCount", statistic: "Sum" },
    },
    ...Object.fromEntries(ofService),
  };
}
