import type { PodChange } from "./kubernetes-example";
import { recordAt } from "./kubernetes-objects";
import { inContainers, onPods, type Problem } from "./kubernetes-pod-rule";
import type { PodTemplate } from "./kubernetes-pods";
import type { ResourcePolicy } from "./policy";
import { at, records, texts } from "./read";

/** Pod Security `restricted`: https://kubernetes.io/docs/concepts/security/pod-security-standards/ */
const inContext = (securityContext: object): PodChange => ({ container: { securityContext } });
const ofPod = (securityContext: object): PodChange => ({ pod: { securityContext } });
const hardened = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ["ALL"] },
};

/** Containers for which neither they nor, where they say nothing, their pod says what is right. */
function unlessSaid(
  pod: PodTemplate,
  field: string,
  isRight: (value: unknown) => boolean,
  message: string,
): readonly Problem[] {
  const ofAll = at(pod.spec, `securityContext.${field}`);
  return inContainers(pod.containers, ({ props }) =>
    isRight(at(props, `securityContext.${field}`) ?? ofAll)
      ? undefined
      : [`securityContext.${field}`, message],
  );
}

const safeSeccomp = (value: unknown) => value === "RuntimeDefault" || value === "Localhost";

const safeVolumes: readonly string[] = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];

/** What makes a container safe on its node, whoever wrote the program in it. */
export const podSecurityPolicies: readonly ResourcePolicy[] = [
  onPods({
    id: "pods-run-as-non-root",
    requirement: "Every container is refused by the kubelet if it would run as root.",
    controls: ["K8S-02", "PSS-R"],
    severity: "high",
    problems: (pod) =>
      unlessSaid(pod, "runAsNonRoot", (value) => value === true, "is not true, neither here nor for the pod"),
    brokenBy: [
      ofPod({ seccompProfile: { type: "RuntimeDefault" } }),
      inContext({ ...hardened, runAsNonRoot: false }),
      { pod: { securityContext: undefined, initContainers: [{ name: "init" }] } },
    ],
    keptBy: [{ pod: { securityContext: undefined }, container: { securityContext: { runAsNonRoot: true } } }],
  }),
  onPods({
    id: "pods-not-as-user-zero",
    requirement: "No container is run as the user 0.",
    controls: ["K8S-03", "PSS-R"],
    severity: "high",
    problems: ({ path, spec, containers }) => [
      ...(at(spec, "securityContext.runAsUser") === 0
        ? [[`${path}.securityContext.runAsUser`, "is 0, which is root"] as const]
        : []),
      ...inContainers(containers, ({ props }) =>
        at(props, "securityContext.runAsUser") === 0
          ? ["securityContext.runAsUser", "is 0, which is root"]
          : undefined,
      ),
    ],
    brokenBy: [ofPod({ runAsNonRoot: true, runAsUser: 0 }), inContext({ ...hardened, runAsUser: 0 })],
  }),
  onPods({
    id: "pods-gain-no-privileges",
    requirement: "No process of a container can have more privileges than the one that started it.",
    controls: ["K8S-04", "PSS-R", "CIS-EKS 4.2.5"],
    severity: "high",
    problems: ({ containers }) =>
      inContainers(containers, ({ props }) =>
        at(props, "securityContext.allowPrivilegeEscalation") === false
          ? undefined
          : ["securityContext.allowPrivilegeEscalation", "is not false"],
      ),
    brokenBy: [
      inContext({ ...hardened, allowPrivilegeEscalation: undefined }),
      inContext({ ...hardened, allowPrivilegeEscalation: true }),
      { pod: { initContainers: [{ name: "init" }] } },
      { pod: { ephemeralContainers: [{ name: "shell" }] } },
    ],
  }),
  onPods({
    id: "pods-drop-capabilities",
    requirement: "Every container gives up all capabilities, and takes back at most NET_BIND_SERVICE.",
    controls: ["K8S-05", "PSS-R"],
    severity: "high",
    problems: ({ containers }) =>
      inContainers(containers, ({ props }) => {
        const capabilities = recordAt(props, "securityContext.capabilities");
        const added = texts(capabilities["add"]).filter((one) => one !== "NET_BIND_SERVICE");
        if (added.length > 0) return ["securityContext.capabilities.add", `adds ${added.join(", ")}`];
        return texts(capabilities["drop"]).includes("ALL")
          ? undefined
          : ["securityContext.capabilities.drop", "lacks ALL"];
      }),
    brokenBy: [
      inContext({ allowPrivilegeEscalation: false }),
      inContext({ capabilities: { drop: ["NET_RAW"] } }),
      inContext({ capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }),
    ],
    keptBy: [inContext({ capabilities: { drop: ["ALL"], add: ["NET_BIND_SERVICE"] } })],
  }),
  onPods({
    id: "pods-filter-system-calls",
    requirement: "Every container runs under a profile that filters its system calls.",
    controls: ["K8S-06", "PSS-R"],
    severity: "medium",
    problems: (pod) =>
      unlessSaid(
        pod,
        "seccompProfile.type",
        safeSeccomp,
        "is neither RuntimeDefault nor Localhost, neither here nor for the pod",
      ),
    brokenBy: [
      ofPod({ runAsNonRoot: true }),
      ofPod({ runAsNonRoot: true, seccompProfile: { type: "Unconfined" } }),
      inContext({ ...hardened, seccompProfile: { type: "Unconfined" } }),
    ],
    keptBy: [{ ...ofPod({}), ...inContext({ ...hardened, seccompProfile: { type: "Localhost" } }) }],
  }),
  onPods({
    id: "pods-mount-safe-volumes",
    requirement: "Volumes are of kinds that reach nothing on the node.",
    controls: ["K8S-07", "PSS-R"],
    severity: "medium",
    problems: ({ path, spec }) =>
      records(spec["volumes"]).flatMap((volume, index) =>
        Object.keys(volume).some((kind) => safeVolumes.includes(kind))
          ? []
          : [[`${path}.volumes.${String(index)}`, `is of no kind among ${safeVolumes.join(", ")}`] as const],
      ),
    brokenBy: [
      { pod: { volumes: [{ name: "logs", hostPath: { path: "/var/log" } }] } },
      {
        pod: {
          volumes: [
            { name: "tmp", emptyDir: {} },
            { name: "share", nfs: { server: "files" } },
          ],
        },
      },
    ],
    keptBy: [{ pod: { volumes: safeVolumes.map((kind) => ({ name: kind.toLowerCase(), [kind]: {} })) } }],
  }),
  onPods({
    id: "pods-write-no-root-file-system",
    requirement: "No container can change the files of its image.",
    controls: ["K8S-09"],
    severity: "medium",
    problems: ({ containers }) =>
      inContainers(containers, ({ props }) =>
        at(props, "securityContext.readOnlyRootFilesystem") === true
          ? undefined
          : ["securityContext.readOnlyRootFilesystem", "is not true; mount an emptyDir where it must write"],
      ),
    brokenBy: [
      inContext({ ...hardened, readOnlyRootFilesystem: undefined }),
      inContext({ ...hardened, readOnlyRootFilesystem: false }),
    ],
  }),
];
