import { object, workload } from "./kubernetes-example";
import { recordAt } from "./kubernetes-objects";
import { podsIn } from "./kubernetes-pods";
import { kubernetesTypes, podTypes } from "./kubernetes-types";
import type { ExampleResource, Judged, ResourcePolicy, Violation } from "./policy";
import { list, isRecord, violation } from "./read";
import { holdsSecret } from "./secret-words";

const inClear = "stands where everybody reads it who may look at the object; take it from a Secret";

function problem(one: Judged, path: string, name: string, value: unknown): readonly Violation[] {
  if (value === undefined) return [];
  const isMarked =
    one.secretPaths?.some((secret) => path === secret || path.startsWith(`${secret}.`)) ?? false;
  if (isMarked) return [violation(one, path, `is secret, and ${inClear}`)];
  return holdsSecret(name, value) ? [violation(one, path, `is called like a secret, and ${inClear}`)] : [];
}

function inEnvironment(one: Judged): readonly Violation[] {
  return podsIn(one)
    .flatMap(({ containers }) => containers)
    .flatMap(({ path, props }) =>
      list(props["env"]).flatMap((variable, index) =>
        isRecord(variable) && typeof variable["name"] === "string"
          ? problem(one, `${path}.env.${String(index)}.value`, variable["name"], variable["value"])
          : [],
      ),
    );
}

function inConfigMap(one: Judged): readonly Violation[] {
  return Object.entries(recordAt(one.props, "data")).flatMap(([key, value]) =>
    problem(one, `data.${key}`, key, value),
  );
}

const withEnvironment = (type: string, variable: object, rest: Partial<ExampleResource> = {}) => ({
  ...workload(type, { container: { env: [{ name: "PORT", value: "3001" }, variable] } }),
  ...rest,
});
const config = (data: object, rest: Partial<ExampleResource> = {}) => ({
  ...object(kubernetesTypes.configMap, "config", { data }),
  ...rest,
});
const { deployment, cronJob } = kubernetesTypes;

export const podsTakeSecretsFromSecrets: ResourcePolicy = {
  kind: "resource",
  id: "pods-take-secrets-from-secrets",
  requirement: "No secret is written into a pod's environment or into a ConfigMap.",
  controls: ["K8S-16", "CIS-EKS 4.4.1", "CIS-EKS 4.4.2"],
  severity: "high",
  appliesTo: [...podTypes, kubernetesTypes.configMap],
  check: (one) => (one.type === kubernetesTypes.configMap ? inConfigMap(one) : inEnvironment(one)),
  violatedBy: [
    [withEnvironment(deployment, { name: "DB_PASSWORD", value: "clear" })],
    [withEnvironment(cronJob, { name: "INTERNAL_API_TOKEN", value: "clear" })],
    [
      withEnvironment(
        deployment,
        { name: "GREETING", value: "marked" },
        { secretPaths: ["spec.template.spec.containers.0.env.1.value"] },
      ),
    ],
    [withEnvironment(deployment, { name: "GREETING", value: "marked" }, { secretPaths: ["spec"] })],
    [config({ JWT_SECRET: "clear" })],
    [config({ GREETING: "marked" }, { secretPaths: ["data"] })],
  ],
  keptBy: [
    withEnvironment(deployment, {
      name: "DB_PASSWORD",
      valueFrom: { secretKeyRef: { name: "spring-prod-secret", key: "AUTH_DB_PASSWORD" } },
    }),
    withEnvironment(deployment, { name: "DB_PASSWORD_FILE", value: "/run/secrets/password" }),
    config({ TOKEN_SECONDS: "900", DB_HOST: "postgres-spring" }, { secretPaths: ["data.OTHER"] }),
  ],
};
