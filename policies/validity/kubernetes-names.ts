import { example } from "../example";
import { object, workload } from "../kubernetes-example";
import { objectName, recordAt } from "../kubernetes-objects";
import { podsIn } from "../kubernetes-pods";
import { kubernetesTypes, objectTypes } from "../kubernetes-types";
import type { Judged, ResourcePolicy, Violation } from "../policy";
import { violation, violationIf, type Props } from "../read";

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const label = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const { clusterRole, clusterRoleBinding, cronJob, job, namespace, role, roleBinding, service, statefulSet } =
  kubernetesTypes;

interface NameForm {
  readonly longest: number;
  readonly legal: RegExp;
}

/**
 * Kinds with other names than the 253 characters of a DNS name:
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
const forms: Readonly<Record<string, NameForm>> = {
  [namespace]: { longest: 63, legal: label },
  // A Service is a host name, which may not begin with a digit.
  [service]: { longest: 63, legal: /^[a-z]([-a-z0-9]*[a-z0-9])?$/ },
  // Its pods carry the name in a label; controllers add 11 characters of their own to the next two.
  [job]: { longest: 63, legal: subdomain },
  [cronJob]: { longest: 52, legal: subdomain },
  [statefulSet]: { longest: 52, legal: subdomain },
  ...Object.fromEntries(
    [role, roleBinding, clusterRole, clusterRoleBinding].map((type) => [
      type,
      { longest: 253, legal: /^(?!\.{1,2}$)[^/%]+$/ },
    ]),
  ),
};

export const objectNamesLegal: ResourcePolicy = {
  kind: "resource",
  id: "objects-names-legal",
  requirement:
    "Every object has a name of its own choice, of a length and characters that Kubernetes accepts.",
  controls: ["k8s:ObjectMeta"],
  severity: "high",
  appliesTo: objectTypes,
  check: (one) => {
    const { longest, legal } = forms[one.type] ?? { longest: 253, legal: subdomain };
    const name = objectName(one);
    if (name === undefined) {
      return [violation(one, "metadata.name", "is missing: nobody could refer to the name that is made up")];
    }
    return [
      ...violationIf(
        name.length > longest,
        one,
        "metadata.name",
        `has more than ${String(longest)} characters`,
      ),
      ...violationIf(
        !legal.test(name),
        one,
        "metadata.name",
        "is not of the form Kubernetes takes for the kind",
      ),
    ];
  },
  violatedBy: [
    [example(kubernetesTypes.configMap, { metadata: { namespace: "urr-spring" } })],
    [object(kubernetesTypes.configMap, "Spring_Config")],
    [object(kubernetesTypes.configMap, "c".repeat(254))],
    [object(service, "3scale")],
    [object(service, "s".repeat(64))],
    [object(namespace, "urr.spring")],
    [object(cronJob, "c".repeat(53))],
    [object(job, "j".repeat(64))],
    [object(statefulSet, "s".repeat(53))],
    [object(role, "a/b")],
  ],
  keptBy: [
    object(kubernetesTypes.configMap, "spring-prod-config.v1"),
    object(service, "gateway-service"),
    object(job, "j".repeat(63)),
    object(clusterRole, "system:aggregated-metrics-reader"),
  ],
};

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set */
const labelName = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)$/;
const labelValue = /^([A-Za-z0-9]([-\w.]*[A-Za-z0-9])?)?$/;

function isKey(key: string): boolean {
  const slash = key.indexOf("/");
  const [prefix, name] = slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
  const isPrefix = prefix === undefined || (prefix.length <= 253 && subdomain.test(prefix));
  return isPrefix && name.length <= 63 && labelName.test(name);
}

function problemsOf(one: Judged, path: string, own: Props, isAnnotation: boolean): readonly Violation[] {
  return Object.entries(own).flatMap(([key, value]) => {
    const isLegal =
      value === undefined ||
      (typeof value === "string" && (isAnnotation || (value.length <= 63 && labelValue.test(value))));
    return [
      ...violationIf(!isKey(key), one, path, `has the key ${JSON.stringify(key)}, which Kubernetes refuses`),
      ...violationIf(!isLegal, one, `${path}.${key}`, isAnnotation ? "is no text" : "is no value of a label"),
    ];
  });
}

const labelled = (labels: object) => object(kubernetesTypes.configMap, "config", {}, { labels });

export const labelsLegal: ResourcePolicy = {
  kind: "resource",
  id: "objects-labels-legal",
  requirement: "Labels and annotations have keys and values that Kubernetes accepts.",
  controls: ["k8s:ObjectMeta"],
  severity: "high",
  appliesTo: objectTypes,
  check: (one) => [
    ...problemsOf(one, "metadata.labels", recordAt(one.props, "metadata.labels"), false),
    ...problemsOf(one, "metadata.annotations", recordAt(one.props, "metadata.annotations"), true),
    ...podsIn(one).flatMap(({ path, labels }) => problemsOf(one, `the labels of ${path}`, labels, false)),
  ],
  violatedBy: [
    [labelled({ app: "a".repeat(64) })],
    [labelled({ app: "gateway service" })],
    [labelled({ app: true })],
    [labelled({ "app/of/urr": "gateway" })],
    [labelled({ "Urr.Example/app": "gateway" })],
    [object(kubernetesTypes.configMap, "config", {}, { annotations: { note: 1 } })],
    [object(kubernetesTypes.configMap, "config", {}, { annotations: { "a note": "text" } })],
    [workload(kubernetesTypes.deployment, { labels: { version: "-1" } })],
  ],
  keptBy: [
    labelled({ "app.kubernetes.io/part-of": "urr", app: "a".repeat(63), empty: "" }),
    object(kubernetesTypes.configMap, "config", {}, { annotations: { note: "What it is: a text." } }),
    workload(kubernetesTypes.deployment, { labels: { version: "1.0_a" } }),
  ],
};
