import { object, workload } from "../kubernetes-example";
import { isLive, isWhollyKnown } from "../kubernetes-objects";
import { lastingContainers, podsIn } from "../kubernetes-pods";
import { isTarget, scalersOf, type Scaler } from "../kubernetes-scalers";
import { customTypes, kubernetesTypes, longRunningTypes } from "../kubernetes-types";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { at, grouped, ofType, records, text, violation, violationIf } from "../read";

const { deployment, horizontalPodAutoscaler } = kubernetesTypes;
const { rollout, scaledObject } = customTypes;

const toDeployment = { apiVersion: "apps/v1", kind: "Deployment", name: "app" };
const scaler = (spec: object, name = "app") =>
  object(horizontalPodAutoscaler, name, {
    spec: { scaleTargetRef: toDeployment, minReplicas: 2, maxReplicas: 4, ...spec },
  });
const keda = (spec: object) =>
  object(scaledObject, "app", { spec: { scaleTargetRef: { name: "app" }, ...spec } });

export const scalersInOrder: ResourcePolicy = {
  kind: "resource",
  id: "scaling-limits-in-order",
  requirement: "An autoscaler has one pod at least, unless it counts events, and no fewer at most.",
  controls: ["k8s:HorizontalPodAutoscaler"],
  severity: "high",
  appliesTo: [horizontalPodAutoscaler, scaledObject],
  check: (one) =>
    scalersOf([one]).flatMap(({ min, max, byEvents }) => [
      ...violationIf((min ?? 1) > (max ?? Infinity), one, "spec", "has a minimum above its maximum"),
      ...violationIf((min ?? 1) < (byEvents ? 0 : 1), one, "spec", "has a minimum that there cannot be"),
      ...violationIf((max ?? 1) < 1, one, "spec", "has a maximum of no pods"),
    ]),
  violatedBy: [
    [scaler({ minReplicas: 5 })],
    [scaler({ minReplicas: 0 })],
    [keda({ minReplicaCount: 3, maxReplicaCount: 2 })],
    [keda({ minReplicaCount: -1 })],
    [keda({ minReplicaCount: 0, maxReplicaCount: 0 })],
  ],
  keptBy: [scaler({ minReplicas: 4 }), keda({ minReplicaCount: 0, maxReplicaCount: 50 })],
};

/** Resources of which a share of what is requested is to be used, so that they must be requested. */
const measured = ({ resource }: Scaler): readonly string[] =>
  records(at(resource.props, "spec.metrics"))
    .filter((metric) => at(metric, "resource.target.type") === "Utilization")
    .flatMap((metric) => text(at(metric, "resource.name")) ?? []);

const cpu = { metrics: [{ type: "Resource", resource: { name: "cpu", target: { type: "Utilization" } } }] };
const sized = (replicas?: number) => workload(deployment, { workload: { replicas } });

export const scalersHaveTargets: StackPolicy = {
  kind: "stack",
  id: "scaling-targets-agree",
  requirement:
    "An autoscaler has a workload of the stack, alone, which leaves the number of its pods open and requests what is measured.",
  controls: ["k8s:HorizontalPodAutoscaler"],
  severity: "high",
  appliesTo: [horizontalPodAutoscaler, scaledObject],
  check: (resources) => {
    const scalers = scalersOf(resources);
    const workloads = ofType(resources, ...longRunningTypes);
    const ofEach = grouped(scalers, ({ namespace, target }) =>
      [namespace, target.kind, target.name].join("/"),
    );
    return [
      ...scalers.flatMap((scaler) => {
        const found = workloads.find((one) => isTarget(scaler, one));
        if (found === undefined) {
          const { kind, name } = scaler.target;
          return violationIf(
            isWhollyKnown(resources, scaler.namespace),
            scaler.resource,
            "spec.scaleTargetRef",
            `is ${kind} ${name}, which is not in ${scaler.namespace}`,
          );
        }
        const containers = podsIn(found).flatMap(lastingContainers);
        return [
          ...violationIf(
            !isLive(found) && at(found.props, "spec.replicas") !== undefined,
            found,
            "spec.replicas",
            "is said although an autoscaler changes it: each deployment would set it back",
          ),
          ...measured(scaler)
            .filter((name) =>
              containers.some(
                ({ props }) =>
                  at(props, `resources.requests.${name}`) === undefined &&
                  at(props, `resources.limits.${name}`) === undefined,
              ),
            )
            .map((name) => violation(found, null, `does not request ${name}, of which a share is measured`)),
        ];
      }),
      ...[...ofEach.values()]
        .filter((same) => same.length > 1)
        .flatMap((same) =>
          same.map(({ resource }) => violation(resource, "spec.scaleTargetRef", "has another autoscaler")),
        ),
    ];
  },
  violatedBy: [
    [scaler({}), workload(deployment, { metadata: { name: "other" } })],
    [scaler({}), workload(rollout)],
    [scaler({}), workload(deployment, { metadata: { namespace: "other" } })],
    [scaler({}), sized(2)],
    [scaler(cpu), workload(deployment, { container: { resources: { requests: { memory: "1Gi" } } } })],
    [
      scaler(cpu),
      workload(deployment, { pod: { initContainers: [{ name: "proxy", restartPolicy: "Always" }] } }),
    ],
    [scaler({}), scaler({}, "twice"), sized()],
    [scaler({}), keda({}), sized()],
  ],
  keptBy: [
    scaler(cpu),
    sized(),
    object(horizontalPodAutoscaler, "live", {
      spec: { scaleTargetRef: { ...toDeployment, name: "live" } },
    }),
    // What a cluster answers has the number that the autoscaler chose.
    workload(deployment, {
      metadata: { name: "live", resourceVersion: "1" },
      workload: { replicas: 7 },
    }),
  ],
};
