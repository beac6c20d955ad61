import { namespaces } from "../../bootstrap/access/stack-conflicts";
import { zoneOf } from "../../bootstrap/dns/settings";
import type { Settings as BootstrapSettings } from "../../bootstrap/settings";
import type { EnvironmentSettings } from "../../infra/environment";
import type { Finding } from "../../policies/finding";
import { notice } from "./notice";

/** What bootstrap must know of an environment to give its roles the right rights. */
export interface Environment extends Pick<EnvironmentSettings, "domain" | "prefix" | "accountId" | "names"> {
  /** The hosted zone that its names are written to. */
  readonly zone: string;
  /** Where copies of its backups go. */
  readonly copyRegion?: string | undefined;
}

/** A stack file of bootstrap, and what is in it. */
export interface BootstrapFile {
  readonly file: string;
  readonly settings: BootstrapSettings;
}

/**
 * Where an environment and bootstrap disagree: a deployment would find no roles, no boundary and no alias, or roles
 * with rights over other names than its own. Of several accounts the environment's own counts.
 */
export function disagreements(
  stack: string,
  { accountId, copyRegion, domain, names, prefix, zone: written }: Environment,
  bootstraps: readonly BootstrapFile[],
): readonly Finding[] {
  const possible = bootstraps.filter(
    ({ settings }) => accountId === undefined || [undefined, accountId].includes(settings.account.id),
  );
  const [first] = possible;
  if (first === undefined) return [];
  const known = possible.find(({ settings }) => settings.stacks[stack] !== undefined) ?? first;
  const access = known.settings.stacks[stack];
  const report = (message: string): Finding => ({
    ...notice("bootstrap-disagrees", known.file, message),
    severity: "low",
  });
  if (access === undefined) {
    const message = `does not name ${stack} under urr:stacks: until it is there and deployed, ${stack} has no roles, no permissions boundary and no key for its secrets`;
    return [report(message)];
  }
  const zone = zoneOf(domain, known.settings.dns.zones);
  const given = access.prefix ?? `urr-${stack}`;
  const own = namespaces(stack, access.prefix);
  const strange = Object.values(names).filter((name) => !own.some((one) => name.startsWith(`${one}-`)));
  return [
    ...(access.domain !== undefined && access.domain !== domain
      ? [report(`lets ${stack} write records of ${access.domain}, and its domain is ${domain}`)]
      : []),
    ...(access.domain === undefined && zone !== undefined
      ? [report(`gives ${stack} no domain, so that its deploy role cannot write records of ${domain}`)]
      : []),
    ...(zone === undefined || zone === written
      ? []
      : [
          report(
            `makes the hosted zone ${zone}, and urr:edge.zone of ${stack} is ${written}, which nobody makes`,
          ),
        ]),
    ...(given === prefix
      ? []
      : [report(`gives ${stack} the names that begin with ${given}, and its prefix is ${prefix}`)]),
    ...(copyRegion === undefined || copyRegion === access.copyRegion
      ? []
      : [
          report(
            `lets ${stack} copy no backups to ${copyRegion}; urr:stacks.${stack}.copyRegion: ${copyRegion} does`,
          ),
        ]),
    ...strange.map((name) => report(`gives ${stack} no right to ${name}, a name of urr:environment.names`)),
  ];
}
