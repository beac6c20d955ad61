import { object } from "../kubernetes-example";
import { objectName, recordAt } from "../kubernetes-objects";
import { kubernetesTypes } from "../kubernetes-types";
import type { ResourcePolicy } from "../policy";
import { violationIf, type Props } from "../read";

const { configMap, secret } = kubernetesTypes;

/** Bytes of all values together: https://kubernetes.io/docs/concepts/configuration/configmap/#motivation */
const mostBytes = 1024 * 1024;

const bytesOf = (values: Props, isBase64: boolean): number =>
  Object.values(values)
    .filter((value) => typeof value === "string")
    .reduce((sum, value) => sum + Buffer.byteLength(value, isBase64 ? "base64" : "utf8"), 0);

export const dataFits: ResourcePolicy = {
  kind: "resource",
  id: "objects-data-fits",
  requirement: "The data of a ConfigMap or a Secret fits into it, under keys that can be files.",
  controls: ["k8s:ConfigMap", "k8s:Secret"],
  severity: "high",
  appliesTo: [configMap, secret],
  check: (one) => {
    const [data, stringData, binaryData] = ["data", "stringData", "binaryData"].map((field) =>
      recordAt(one.props, field),
    ) as [Props, Props, Props];
    const bytes = bytesOf(data, one.type === secret) + bytesOf(stringData, false) + bytesOf(binaryData, true);
    const keys = [data, stringData, binaryData].flatMap((values) => Object.keys(values));
    const illegal = keys.filter(
      (key) => key.length > 253 || !/^(?!\.{1,2}$)(?!\.\.)[-._a-zA-Z0-9]+$/.test(key),
    );
    return [
      ...violationIf(bytes > mostBytes, one, "data", `of ${objectName(one) ?? "it"} has more than 1 MiB`),
      ...violationIf(
        illegal.length > 0,
        one,
        "data",
        `has keys that Kubernetes refuses: ${illegal.join(", ")}`,
      ),
    ];
  },
  violatedBy: [
    [object(configMap, "bundle", { data: { "main.cjs": "x".repeat(mostBytes), more: "y" } })],
    [object(configMap, "bundle", { data: { "main.cjs": "é".repeat(mostBytes / 2 + 1) } })],
    [object(secret, "bundle", { stringData: { key: "x".repeat(mostBytes + 1) } })],
    [object(configMap, "bundle", { data: { "a/b": "x" } })],
    [object(configMap, "bundle", { binaryData: { "..": "" } })],
  ],
  keptBy: [
    object(configMap, "bundle", { data: { "main.cjs": "x".repeat(mostBytes) } }),
    object(secret, "bundle", { data: { ".key_1": "A".repeat((mostBytes / 3) * 4 - 8) } }),
  ],
};
