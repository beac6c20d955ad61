import { example } from "./example";
import { object, workload } from "./kubernetes-example";
import { recordAt } from "./kubernetes-objects";
import { kubernetesTypes, namespacedTypes } from "./kubernetes-types";
import type { ResourcePolicy } from "./policy";
import { at, text, violation, violationIf } from "./read";

const prefix = "pod-security.kubernetes.io";

/** What the API server does with pods that are not restricted: it refuses them, warns, and writes it down. */
const labels = {
  [`${prefix}/enforce`]: "restricted",
  [`${prefix}/warn`]: "restricted",
  [`${prefix}/audit`]: "restricted",
  [`${prefix}/enforce-version`]: "v1.36",
};
const namespace = (own: object) =>
  example(kubernetesTypes.namespace, { metadata: { name: "urr", labels: own } });

export const namespacesRestricted: ResourcePolicy = {
  kind: "resource",
  id: "namespaces-restrict-their-pods",
  requirement: "Every namespace refuses pods that are not restricted, by rules of a stated version.",
  controls: ["K8S-01", "PSS-R"],
  severity: "high",
  appliesTo: [kubernetesTypes.namespace],
  check: (one) => {
    const own = recordAt(one.props, "metadata.labels");
    return [
      ...["enforce", "warn", "audit"]
        .filter((mode) => own[`${prefix}/${mode}`] !== "restricted")
        .map((mode) => violation(one, "metadata.labels", `lacks ${prefix}/${mode}: restricted`)),
      ...violationIf(
        !/^v1\.\d+$/.test(text(own[`${prefix}/enforce-version`]) ?? ""),
        one,
        "metadata.labels",
        `lacks ${prefix}/enforce-version with a version such as v1.36: an upgrade changes what is refused`,
      ),
    ];
  },
  violatedBy: [
    [example(kubernetesTypes.namespace, { metadata: { name: "urr" } })],
    [namespace({ ...labels, [`${prefix}/enforce`]: "baseline" })],
    [namespace({ ...labels, [`${prefix}/warn`]: undefined })],
    [namespace({ ...labels, [`${prefix}/audit`]: "privileged" })],
    [namespace({ ...labels, [`${prefix}/enforce-version`]: "latest" })],
  ],
  keptBy: [namespace(labels)],
};

const isOwn = (value: unknown) => text(value) !== undefined && value !== "default";

export const defaultNamespaceUnused: ResourcePolicy = {
  kind: "resource",
  id: "namespaces-default-unused",
  requirement: "Every object says which namespace it belongs to, and none belongs to `default`.",
  controls: ["K8S-17", "CIS-EKS 4.5.2"],
  severity: "low",
  appliesTo: namespacedTypes,
  check: (one) =>
    violationIf(
      !isOwn(at(one.props, "metadata.namespace")),
      one,
      "metadata.namespace",
      "is missing or default, where nothing is refused and no policy holds",
    ),
  violatedBy: [
    [workload(kubernetesTypes.deployment, { metadata: { namespace: undefined } })],
    [workload(kubernetesTypes.statefulSet, { metadata: { namespace: "default" } })],
    [object(kubernetesTypes.service, "gateway", {}, { namespace: "" })],
  ],
  keptBy: [workload(kubernetesTypes.deployment), object(kubernetesTypes.service, "gateway")],
};
