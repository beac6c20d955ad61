import type * as pulumi from "@pulumi/pulumi";
import { loadBalancerAlarms, loadBalancerFigures as namespace } from "../../load-balancer-alarms";
import type { Watched } from "../../watched-figures";
import type { Service, TargetGroup } from "./targets";

export interface WatchedLoadBalancer {
  /** The last part of its ARN, by which metrics call it. */
  readonly arnSuffix: pulumi.Input<string>;
  readonly services: Readonly<Partial<Record<Service, Pick<TargetGroup, "arnSuffix">>>>;
  /** Whether the nodes stop out of hours, and leave behind targets that do not answer. */
  readonly restsOutOfHours: boolean;
}

/** What is watched of the site's load balancer, and of who answers behind it. */
export function siteAlarms({
  arnSuffix: LoadBalancer,
  services,
  restsOutOfHours,
}: WatchedLoadBalancer): Readonly<Record<string, Watched>> {
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
    ...loadBalancerAlarms(LoadBalancer),
    ...pageLatency(LoadBalancer, services.frontend),
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
