import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "./watched-figures";

/** What AWS counts: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export const loadBalancerFigures = "AWS/ApplicationELB";

/**
 * What is watched of every load balancer, whoever answers behind it.
 *
 * @param arnSuffix the last part of its ARN, by which figures call it.
 */
export function loadBalancerAlarms(arnSuffix: pulumi.Input<string>): Readonly<Record<string, Watched>> {
  const dimensions = { LoadBalancer: arnSuffix };
  return {
    errors: {
      meaning:
        "more than 5 of 100 requests are answered with an error of ours. Errors of targets are in the services' logs; those of the load balancer itself mean that no target was there or none answered in time.",
      above: 5,
      minutes: { of: 5, bad: 3 },
      figure: {
        ...{ namespace: loadBalancerFigures, dimensions, least: 20 },
        percent: ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
        // Requests are counted only where a target was found for them.
        of: ["RequestCount", "HTTPCode_ELB_5XX_Count"],
      },
    },
    "rejected-connections": {
      meaning:
        "the load balancer has refused connections, since it grows more slowly than they come. Ask AWS to pre-warm it, or reserve capacity, before the next rush.",
      minutes: { of: 5, bad: 3 },
      figure: {
        ...{ namespace: loadBalancerFigures, dimensions },
        ...{ metricName: "RejectedConnectionCount", statistic: "Sum" },
      },
    },
  };
}
