import { example } from "../example";
import { object } from "../kubernetes-example";
import { isWhollyKnown, namespaceOf, objectName, objectNamed } from "../kubernetes-objects";
import { customTypes } from "../kubernetes-types";
import type { Judged, StackPolicy, Violation } from "../policy";
import { at, grouped, list, ofType, records, text, texts, violation, violationIf } from "../read";
import { types } from "../types";

const { clusterSecretStore, externalSecret, secretStore } = customTypes;

function storeProblems(one: Judged, resources: readonly Judged[]): readonly Violation[] {
  const name = text(at(one.props, "spec.secretStoreRef.name"));
  if (name === undefined) return [];
  const isOfCluster = at(one.props, "spec.secretStoreRef.kind") === "ClusterSecretStore";
  const found = isOfCluster
    ? ofType(resources, clusterSecretStore).find((store) => objectName(store) === name)
    : objectNamed(resources, namespaceOf(one), name, secretStore);
  const isKnown = isOfCluster || isWhollyKnown(resources, namespaceOf(one));
  return violationIf(
    found === undefined && isKnown,
    one,
    "spec.secretStoreRef",
    `is ${name}, which is no ${isOfCluster ? "ClusterSecretStore" : `SecretStore in ${namespaceOf(one)}`}`,
  );
}

/** Secrets it reads, by name or ARN. */
const remoteKeys = ({ props }: Judged): readonly string[] => [
  ...records(at(props, "spec.data")).flatMap((item) => text(at(item, "remoteRef.key")) ?? []),
  ...records(at(props, "spec.dataFrom")).flatMap((item) => text(at(item, "extract.key")) ?? []),
];

/** What Secrets Manager knows of this stack; none where names are not said. */
const namesIn = (resources: readonly Judged[]) =>
  ofType(resources, types.secret).flatMap(({ id, props }) => texts([props["name"], props["arn"], id]));

const targetOf = (one: Judged) => text(at(one.props, "spec.target.name")) ?? objectName(one);

const store = object(clusterSecretStore, "aws", {}, { namespace: undefined });
const kept = example(types.secret, { name: "urr-prod/jwt-secret" });
const item = (secretKey: string, key = "urr-prod/jwt-secret") => ({ secretKey, remoteRef: { key } });
const external = (spec: object, name = "app") =>
  object(externalSecret, name, {
    spec: {
      secretStoreRef: { kind: "ClusterSecretStore", name: "aws" },
      data: [item("JWT_SECRET")],
      ...spec,
    },
  });

export const externalSecretsReadable: StackPolicy = {
  kind: "stack",
  id: "external-secrets-readable",
  requirement:
    "An ExternalSecret reads secrets of the stack from a store of the stack, each key once, into a Secret of its own.",
  controls: ["k8s:ExternalSecret"],
  severity: "high",
  appliesTo: [externalSecret],
  check: (resources) => {
    const secrets = ofType(resources, externalSecret);
    const names = namesIn(resources);
    const byTarget = grouped(secrets, (one) => `${namespaceOf(one)}/${targetOf(one) ?? ""}`);
    return secrets.flatMap((one) => {
      const keys = records(at(one.props, "spec.data")).map(({ secretKey }) => text(secretKey) ?? "");
      const isEmpty = keys.length === 0 && list(at(one.props, "spec.dataFrom")).length === 0;
      const same = byTarget.get(`${namespaceOf(one)}/${targetOf(one) ?? ""}`) ?? [];
      return [
        ...storeProblems(one, resources),
        ...violationIf(isEmpty, one, "spec.data", "is empty"),
        ...keys
          .filter((key, index) => !/^[-._a-zA-Z0-9]{1,253}$/.test(key) || keys.indexOf(key) !== index)
          .map((key) =>
            violation(one, "spec.data", `has the key ${JSON.stringify(key)} twice, or cannot have it`),
          ),
        ...remoteKeys(one)
          .filter((key) => names.length > 0 && !names.includes(key))
          .map((key) => violation(one, "spec.data", `reads ${key}, which is no secret of the stack`)),
        ...violationIf(
          same.length > 1,
          one,
          "spec.target.name",
          "is the target of another ExternalSecret as well",
        ),
      ];
    });
  },
  violatedBy: [
    [external({})],
    [external({ secretStoreRef: { kind: "SecretStore", name: "aws" } }), store],
    [external({ secretStoreRef: { name: "aws" } }), object(secretStore, "aws", {}, { namespace: "other" })],
    [external({ data: [] }), store],
    [external({ data: [item("JWT SECRET")] }), store],
    [external({ data: [item("A"), item("A")] }), store],
    [external({ data: [item("A", "urr-prod/jwt")] }), store, kept],
    [external({ data: [], dataFrom: [{ extract: { key: "urr-prod/all" } }] }), store, kept],
    [external({}), external({ target: { name: "app" } }, "twice"), store],
  ],
  keptBy: [
    external({ dataFrom: [{ extract: { key: "urr-prod/jwt-secret" } }] }),
    store,
    kept,
    external({ secretStoreRef: { name: "own" } }, "other"),
    object(secretStore, "own"),
  ],
};
