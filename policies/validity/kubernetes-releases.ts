import { example } from "../example";
import { kubernetesTypes } from "../kubernetes-types";
import type { ResourcePolicy } from "../policy";
import { text, violationIf, type Props } from "../read";

const { release } = kubernetesTypes;
const whole = { name: "keda", chart: "keda", version: "2.18.1", namespace: "keda", atomic: true };
const installed = (props: Props) => example(release, { ...whole, ...props });

/** A version without a range: https://helm.sh/docs/topics/charts/#charts-and-versioning */
const exact = /^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$/;

export const releasesPinned: ResourcePolicy = {
  kind: "resource",
  id: "releases-pinned",
  requirement:
    "A Helm release has a name, one version of its chart and a namespace, and is taken back when it fails half way.",
  controls: ["k8s:Release"],
  severity: "high",
  appliesTo: [release],
  check: (one) => {
    const { name, version, namespace, atomic } = one.props;
    return [
      ...violationIf(
        !/^(?=.{1,53}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(text(name) ?? ""),
        one,
        "name",
        "is missing, or not of the form Helm takes: 53 of a-z, 0-9 and - at most",
      ),
      ...violationIf(!exact.test(text(version) ?? ""), one, "version", "is no exact version such as 2.18.1"),
      ...violationIf(
        [undefined, "default"].includes(text(namespace)),
        one,
        "namespace",
        "is missing or default",
      ),
      ...violationIf(atomic !== true, one, "atomic", "is not true: what failed would stay half installed"),
    ];
  },
  violatedBy: [
    [installed({ name: undefined })],
    [installed({ name: "Keda" })],
    [installed({ name: "k".repeat(54) })],
    [installed({ version: undefined })],
    [installed({ version: "^2.18.0" })],
    [installed({ version: "2.18" })],
    [installed({ version: ">=2.18.1" })],
    [installed({ namespace: undefined })],
    [installed({ namespace: "default" })],
    [installed({ atomic: false })],
  ],
  keptBy: [installed({}), installed({ version: "v1.20.0-rc.1" })],
};
