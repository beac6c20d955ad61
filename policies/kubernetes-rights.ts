import { object } from "./kubernetes-example";
import { kubernetesTypes } from "./kubernetes-types";
import type { ResourcePolicy } from "./policy";
import { at, records, texts, violation, violationIf } from "./read";

const { clusterRole, clusterRoleBinding, role, roleBinding } = kubernetesTypes;

/** Groups that everybody is in, and the one that no role can limit. */
const tooWide = [
  "system:masters",
  "system:authenticated",
  "system:unauthenticated",
  "system:serviceaccounts",
];

export const bindingsNarrow: ResourcePolicy = {
  kind: "resource",
  id: "rights-bound-to-few",
  requirement: "Nobody is administrator of the cluster, and no right is given to everybody.",
  controls: ["K8S-15", "CIS-EKS 4.1.1"],
  severity: "high",
  appliesTo: [clusterRoleBinding, roleBinding],
  check: (one) => [
    ...violationIf(
      at(one.props, "roleRef.name") === "cluster-admin",
      one,
      "roleRef.name",
      "is cluster-admin; bind a role that lists what is needed",
    ),
    ...records(one.props["subjects"]).flatMap((subject, index) =>
      violationIf(
        [...tooWide, "system:anonymous"].some((name) => subject["name"] === name),
        one,
        `subjects.${String(index)}.name`,
        "means everybody, or somebody whom no role limits",
      ),
    ),
  ],
  violatedBy: [
    [object(clusterRoleBinding, "all", { roleRef: { kind: "ClusterRole", name: "cluster-admin" } })],
    [object(roleBinding, "all", { roleRef: { kind: "ClusterRole", name: "cluster-admin" } })],
    [
      object(clusterRoleBinding, "read", {
        roleRef: { name: "reader" },
        subjects: [{ kind: "Group", name: "system:authenticated" }],
      }),
    ],
    [
      object(roleBinding, "read", {
        roleRef: { name: "reader" },
        subjects: [{ kind: "User", name: "system:anonymous" }],
      }),
    ],
  ],
  keptBy: [
    object(roleBinding, "read", {
      roleRef: { kind: "Role", name: "reader" },
      subjects: [{ kind: "ServiceAccount", name: "reader", namespace: "urr-spring" }],
    }),
  ],
};

const listed = ["apiGroups", "resources", "verbs", "nonResourceURLs"];

/** Verbs by which whoever has them gives themselves all others. */
const escalating = ["escalate", "bind", "impersonate"];

export const rolesNameWhatTheyAllow: ResourcePolicy = {
  kind: "resource",
  id: "rights-without-wildcards",
  requirement: "Roles name the kinds and the verbs that they allow, and none that gives itself more.",
  controls: ["K8S-15", "CIS-EKS 4.1.3", "CIS-EKS 4.1.8"],
  severity: "high",
  appliesTo: [clusterRole, role],
  check: (one) =>
    records(one.props["rules"]).flatMap((rule, index) => [
      ...listed
        .filter((field) => texts(rule[field]).some((item) => item === "*" || item.endsWith("/*")))
        .map((field) => violation(one, `rules.${String(index)}.${field}`, "is a wildcard")),
      ...texts(rule["verbs"])
        .filter((verb) => escalating.includes(verb))
        .map((verb) => violation(one, `rules.${String(index)}.verbs`, `has ${verb}, which gives all others`)),
    ]),
  violatedBy: [
    [object(clusterRole, "all", { rules: [{ apiGroups: [""], resources: ["*"], verbs: ["get"] }] })],
    [object(role, "all", { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["*"] }] })],
    [object(role, "all", { rules: [{ apiGroups: ["*"], resources: ["pods"], verbs: ["get"] }] })],
    [object(role, "sub", { rules: [{ apiGroups: [""], resources: ["pods/*"], verbs: ["get"] }] })],
    [object(clusterRole, "up", { rules: [{ resources: ["clusterroles"], verbs: ["bind"] }] })],
  ],
  keptBy: [
    object(role, "reader", { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get", "list"] }] }),
  ],
};
