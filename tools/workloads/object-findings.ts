import type { Finding } from "../../policies/finding";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import { at, text } from "../../policies/read";
import type { Resource } from "../offline/resource";
import { hasOwnSchema, ownMismatches } from "./own-schemas";
import { mismatches } from "./validators";

/** Not objects themselves, but what makes some. */
const others: readonly string[] = [kubernetesTypes.release, "kubernetes:yaml/v2:ConfigFile"];

const common = { policy: "objects-match-their-schemas", status: "open", reason: null } as const;

/** A finding for everything in objects that the schemas of their kinds do not allow, and for kinds without a schema. */
export function objectFindings(
  resources: readonly Pick<Resource, "inputs" | "type" | "urn">[],
): readonly Finding[] {
  return resources
    .filter(({ type }) => type.startsWith("kubernetes:") && !others.includes(type))
    .flatMap(({ inputs, urn }): readonly Finding[] => {
      const kind = `${text(at(inputs, "apiVersion")) ?? ""}/${text(at(inputs, "kind")) ?? ""}`;
      const found = hasOwnSchema(kind) ? (ownMismatches(kind, inputs) ?? []) : mismatches(kind, inputs);
      return found === undefined
        ? [
            {
              ...common,
              severity: "low",
              urn,
              path: null,
              message: `is a ${kind}, of which no schema is known`,
            },
          ]
        : found.map(({ message, path }) => ({ ...common, severity: "high", urn, path, message }));
    });
}
