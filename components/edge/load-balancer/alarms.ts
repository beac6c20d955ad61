import type * as pulumi from "@pulumi/pulumi";
import type { Watched } from "../../watched-figures";
import type { Service, TargetGroup } from "./targets";

export interface WatchedLoadBalancer {
  /** The last part of its ARN, by which metrics call it. */
  readonly arnSuffix: pulumi.Input<string>;
  readonly services: Readonly<Partial<Record<Service, Pick<TargetGroup, "arnSuffix">>>>;
  /** Whether the nodes stop out of hours, and leave behind targets that do not answer. */
  readonly restsOutOfHours: boolean;
}

const namespace = "AWS/ApplicationELB";

/** What AWS counts: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html */
export function loadBalancerAlarms({
  arnSuffix: LoadBalancer,
  services,
  restsOutOfHours,
}: WatchedLoadBalancer): Readonly<Record<string, Watched>> {
  const dimensions = { LoadBalancer };
  const watchedTargets = restsOutOfHours ? {} : services;
  const ofService = Object.entries(watchedTargets).flatMap(
    ([service, { arnSuffix: TargetGroup }]): [string, Watched][] => [
      [
        `${service}-gone`,
        {
          meaning: `nobody answers for the ${service}: pods that are not ready are no targets any more. Look at the pods, and at the last deployment.`,
          below: 1,
          minutes: { of: 5, bad: 5 },
          silence: "is bad",
          figure: {
            ...{ namespace, metricName: "HealthyHostCount", statistic: "Maximum" },
            dimensions: { LoadBalancer, TargetGroup },
          },
        },
      ],
      [
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
    ],
  );
  return {
    errors: {
      meaning:
        "more than 5 of 100 requests are answered with an error of ours. Errors of targets are in the services' logs; those of the load balancer itself mean that no target was there or none answered in time.",
      above: 5,
      minutes: { of: 5, bad: 3 },
      figure: {
        ...{ namespace, dimensions, least: 20 },
        percent: ["HTTPCode_Target_5XX_Count", "HTTPCode_ELB_5XX_Count"],
        // Requests are counted only where a target was found for them.
        of: ["RequestCount", "HTTPCode_ELB_5XX_Count"],
      },
    },
    ...pageLatency(LoadBalancer, services.frontend),
    "rejected-connections": {
      meaning:
        "the load balancer has refused connections, since it grows more slowly than they come. Ask AWS to pre-warm it, or reserve capacity, before the next rush.",
      minutes: { of: 5, bad: 3 },
      figure: { namespace, dimensions, metricName: "RejectedConnectionCount", statistic: "Sum" },
    },
    ...Object.fromEntries(ofService),
  };
}

/** Of pages alone: the gateway holds calls that wait for news, as long as they are to wait. */
function pageLatency(
  LoadBalancer: pulumi.Input<string>,
  frontend: Pick<TargetGroup, "arnSuffix"> | undefined,
): Readonly<Record<string, Watched>> {
  if (frontend === undefined) return {};
  return {
    "page-latency": {
      meaning:
        "one page in a hundred takes longer than 2 seconds. Look at the frontend's pods, and at what they ask the gateway for.",
      above: 2,
      minutes: { of: 10, bad: 10 },
      figure: {
        ...{ namespace, metricName: "TargetResponseTime", statistic: "p99" },
        dimensions: { LoadBalancer, TargetGroup: frontend.arnSuffix },
      },
    },
  };
}
