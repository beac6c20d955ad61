import { object, workload, type PodChange } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf, objectName, recordAt } from "../kubernetes-objects";
import { podsOf, type PodTemplate } from "../kubernetes-pods";
import { customTypes, kubernetesTypes, podTypes } from "../kubernetes-types";
import type { Judged, StackPolicy } from "../policy";
import { at, list, ofType, records, text, violation } from "../read";

const { configMap, cronJob, deployment, persistentVolumeClaim, secret, serviceAccount, statefulSet } =
  kubernetesTypes;
const { externalSecret } = customTypes;

/** What a pod needs to start. */
interface Reference {
  readonly path: string;
  readonly kind: "ServiceAccount" | "ConfigMap" | "Secret" | "PersistentVolumeClaim";
  readonly name: string;
  /** The key it must have; undefined where it is taken as a whole. */
  readonly key?: string | undefined;
}

const typesOf: Readonly<Record<Reference["kind"], readonly string[]>> = {
  ServiceAccount: [serviceAccount],
  ConfigMap: [configMap],
  Secret: [secret, externalSecret],
  PersistentVolumeClaim: [persistentVolumeClaim],
};

function reference(
  path: string,
  kind: Reference["kind"],
  value: unknown,
  nameField = "name",
): readonly Reference[] {
  const name = text(at(value, nameField));
  if (name === undefined || at(value, "optional") === true) return [];
  return [{ path, kind, name, key: text(at(value, "key")) }];
}

function ofVariables({ containers }: PodTemplate): readonly Reference[] {
  return containers.flatMap(({ path, props }) => [
    ...records(props["envFrom"]).flatMap((source) => [
      ...reference(`${path}.envFrom`, "ConfigMap", source["configMapRef"]),
      ...reference(`${path}.envFrom`, "Secret", source["secretRef"]),
    ]),
    ...records(props["env"]).flatMap(({ name, valueFrom }) => {
      const where = `${path}.env.${text(name) ?? ""}`;
      return [
        ...reference(where, "ConfigMap", at(valueFrom, "configMapKeyRef")),
        ...reference(where, "Secret", at(valueFrom, "secretKeyRef")),
      ];
    }),
  ]);
}

function ofVolumes({ path, spec }: PodTemplate): readonly Reference[] {
  const where = `${path}.volumes`;
  return records(spec["volumes"]).flatMap((volume) => [
    ...[volume, ...records(at(volume, "projected.sources"))].flatMap((source) => [
      ...reference(where, "ConfigMap", source["configMap"]),
      ...reference(where, "Secret", source["secret"], source === volume ? "secretName" : "name"),
    ]),
    ...reference(where, "PersistentVolumeClaim", volume["persistentVolumeClaim"], "claimName"),
  ]);
}

function ofAccount({ path, spec }: PodTemplate): readonly Reference[] {
  const name = text(spec["serviceAccountName"]);
  const isOwn = name !== undefined && name !== "default";
  return [
    ...(isOwn ? [{ path: `${path}.serviceAccountName`, kind: "ServiceAccount" as const, name }] : []),
    ...records(spec["imagePullSecrets"]).flatMap((one) =>
      reference(`${path}.imagePullSecrets`, "Secret", one),
    ),
  ];
}

/** The objects by which a name is known; an ExternalSecret may call its Secret otherwise than itself. */
function named(
  resources: readonly Judged[],
  namespace: string,
  { kind, name }: Reference,
): Judged | undefined {
  return ofType(resources, ...typesOf[kind]).find(
    (one) =>
      namespaceOf(one) === namespace &&
      (one.type === externalSecret
        ? (text(at(one.props, "spec.target.name")) ?? objectName(one))
        : objectName(one)) === name,
  );
}

/** The keys of what was found; undefined where they cannot be known. */
function keysOf(one: Judged): readonly string[] | undefined {
  if (one.type !== externalSecret) {
    return ["data", "stringData", "binaryData"].flatMap((field) => Object.keys(recordAt(one.props, field)));
  }
  const isOpen =
    list(at(one.props, "spec.dataFrom")).length > 0 || at(one.props, "spec.target.template") !== undefined;
  return isOpen
    ? undefined
    : records(at(one.props, "spec.data")).flatMap(({ secretKey }) => text(secretKey) ?? []);
}

function problemOf(resources: readonly Judged[], namespace: string, wanted: Reference): string | undefined {
  const found = named(resources, namespace, wanted);
  const what = `the ${wanted.kind} ${wanted.name}`;
  if (found === undefined) return `needs ${what}, which is not in ${namespace}`;
  const { key } = wanted;
  return key === undefined || (keysOf(found)?.includes(key) ?? true)
    ? undefined
    : `needs the key ${key}, which ${what} does not have`;
}

const variable = (valueFrom: object): PodChange => ({ container: { env: [{ name: "A", valueFrom }] } });
const volume = (source: object): PodChange => ({ pod: { volumes: [{ name: "v", ...source }] } });
const config = object(configMap, "config", { data: { DB_HOST: "postgres-spring" } });
const external = object(externalSecret, "app", {
  spec: { target: { name: "keys" }, data: [{ secretKey: "JWT" }] },
});

export const podsFindWhatTheyNeed: StackPolicy = {
  kind: "stack",
  id: "pods-find-what-they-need",
  requirement:
    "Accounts, configuration, secrets and volumes that a pod names are in its namespace, with the keys it asks for.",
  controls: ["k8s:PodSpec"],
  severity: "high",
  appliesTo: podTypes,
  check: (resources) =>
    podsOf(resources)
      .filter(({ namespace }) => isWhollyKnown(resources, namespace))
      .flatMap((pod) =>
        [...ofAccount(pod), ...ofVariables(pod), ...ofVolumes(pod)].flatMap((wanted) => {
          const message = problemOf(resources, pod.namespace, wanted);
          return message === undefined ? [] : [violation(pod.resource, wanted.path, message)];
        }),
      ),
  violatedBy: [
    [workload(deployment, { pod: { serviceAccountName: "gateway" } })],
    [workload(cronJob, { container: { envFrom: [{ configMapRef: { name: "config" } }] } })],
    [workload(deployment, { container: { envFrom: [{ secretRef: { name: "keys" } }] } })],
    [workload(deployment, variable({ configMapKeyRef: { name: "config", key: "DB_PORT" } })), config],
    [workload(deployment, variable({ secretKeyRef: { name: "keys", key: "TOKEN" } })), external],
    [workload(deployment, volume({ configMap: { name: "other" } })), config],
    [workload(deployment, volume({ secret: { secretName: "app" } })), external],
    [workload(deployment, volume({ projected: { sources: [{ secret: { name: "app" } }] } })), external],
    [workload(statefulSet, volume({ persistentVolumeClaim: { claimName: "data" } }))],
    [workload(deployment, { pod: { imagePullSecrets: [{ name: "registry" }] } })],
    [
      workload(deployment, { ...volume({ configMap: { name: "config" } }), metadata: { namespace: "b" } }),
      config,
    ],
  ],
  keptBy: [
    workload(deployment, { pod: { serviceAccountName: "default" } }),
    workload(deployment, variable({ configMapKeyRef: { name: "config", key: "DB_HOST" } })),
    workload(deployment, variable({ configMapKeyRef: { name: "none", key: "A", optional: true } })),
    workload(deployment, variable({ secretKeyRef: { name: "keys", key: "JWT" } })),
    workload(deployment, volume({ secret: { secretName: "keys" } })),
    config,
    external,
    workload(deployment, variable({ secretKeyRef: { name: "all", key: "ANY" } })),
    object(externalSecret, "all", { spec: { dataFrom: [{ extract: { key: "urr-prod/all" } }] } }),
  ],
};
