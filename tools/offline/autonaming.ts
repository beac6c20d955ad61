import { nameRules } from "../../policies/name-rules";
import { stableHex } from "./fake-ids";

/** `pulumi:autonaming` of Pulumi.yaml: https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration */
export interface Autonaming {
  readonly pattern?: string;
  readonly providers?: Readonly<
    Record<
      string,
      {
        readonly pattern?: string;
        readonly resources?: Readonly<Record<string, { readonly pattern?: string }>>;
      }
    >
  >;
}

interface Named {
  readonly project: string;
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly urn: string;
}

/** The inputs with the physical name that the engine would propose, where the type has one and none is given. */
export function withPhysicalName(
  autonaming: Autonaming,
  named: Named,
  inputs: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const property = nameRules[named.type]?.property;
  if (property === undefined || inputs[property] !== undefined || inputs[`${property}Prefix`] !== undefined) {
    return inputs;
  }
  return { ...inputs, [property]: physicalName(autonaming, named) };
}

function physicalName(autonaming: Autonaming, named: Named): string {
  const provider = autonaming.providers?.[named.type.split(":")[0] ?? ""];
  const pattern = provider?.resources?.[named.type]?.pattern ?? provider?.pattern ?? autonaming.pattern;
  if (pattern === undefined) return `${named.name}-${stableHex(named.urn, 7)}`;
  return pattern
    .replaceAll("${project}", named.project)
    .replaceAll("${stack}", named.stack)
    .replaceAll("${name}", named.name)
    .replaceAll(/\$\{(?:hex|alphanum|string)\((\d+)\)\}/g, (_, digits) =>
      stableHex(named.urn, Number(digits)),
    )
    .replaceAll(/\$\{num\((\d+)\)\}/g, (_, digits) =>
      String(parseInt(stableHex(named.urn, 12), 16)).slice(-Number(digits)),
    );
}
