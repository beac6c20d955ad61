import { onPods, type Problem } from "../kubernetes-pod-rule";
import { recordAt } from "../kubernetes-objects";
import type { ResourcePolicy } from "../policy";
import { quantityOf } from "../quantity";

const asking = (requests: object, limits: object = {}) => ({
  container: { resources: { requests, limits } },
});

export const quantitiesLegal: ResourcePolicy = onPods({
  id: "pods-quantities-legal",
  requirement: "What a container asks for is a quantity that Kubernetes reads, and within its limit.",
  controls: ["k8s:ResourceRequirements"],
  severity: "high",
  problems: ({ containers }) =>
    containers.flatMap(({ path, props }): readonly Problem[] => {
      const [requests, limits] = ["requests", "limits"].map((kind) => recordAt(props, `resources.${kind}`));
      const unread = [requests, limits].flatMap((values, index) =>
        Object.entries(values ?? {})
          .filter(([, value]) => value !== undefined && quantityOf(value) === undefined)
          .map(([name]): Problem => [
            `${path}.resources.${index === 0 ? "requests" : "limits"}.${name}`,
            "is no quantity such as 250m or 1.5Gi",
          ]),
      );
      const above = Object.entries(requests ?? {})
        .filter(([name, value]) => (quantityOf(value) ?? 0) > (quantityOf(limits?.[name]) ?? Infinity))
        .map(([name]): Problem => [`${path}.resources.requests.${name}`, "is above its limit"]);
      return [...unread, ...above];
    }),
  brokenBy: [
    asking({ cpu: "1/2" }),
    asking({ memory: "1GB" }),
    asking({}, { memory: "lots" }),
    asking({ memory: "1Gi" }, { memory: "512Mi" }),
    asking({ cpu: "1" }, { cpu: "500m" }),
  ],
  keptBy: [asking({ cpu: "1", memory: "512Mi" }, { cpu: "1000m", memory: "0.5Gi" }), asking({ cpu: 1 })],
});
