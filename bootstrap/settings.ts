import * as pulumi from "@pulumi/pulumi";
import { engineConfig } from "../infra/engine-config";
import { formatPath, type Problem } from "../infra/problems";
import { readConfig, type Parsed, type Use } from "../infra/read-config";
import { Refusal } from "../infra/refusal";
import { githubSettings, type GithubSettings } from "./access/github-settings";
import { completeStacks, type StackAccessSettings } from "./access/settings";
import { collide, namespaces } from "./access/stack-conflicts";
import { accountSettings, type AccountSettings } from "./account/settings";
import { configSchema } from "./config";
import { deploymentProblems } from "./deployment";
import { dnsSettings, zoneOf, type DnsSettings } from "./dns/settings";
import type { StateSettings } from "./state/settings";

/** Everything the stack file decides, every default filled in. */
export interface Settings {
  readonly stack: string;
  readonly region: string;
  readonly account: AccountSettings;
  readonly state: StateSettings;
  readonly dns: DnsSettings;
  readonly github: GithubSettings;
  readonly stacks: Readonly<Record<string, StackAccessSettings>>;
}

/** Reads what stands under `config:` of bootstrap's stack file; a deployment asks for more than a preview. */
export function parseSettings(
  config: Readonly<Record<string, unknown>>,
  stack: string,
  use: Use = "preview",
): Parsed<Settings> {
  const { data, problems: found } = readConfig(configSchema, config, stack);
  const strays =
    data === undefined
      ? []
      : [
          ...domainProblems(data["urr:stacks"], data["urr:dns"]),
          ...sameName(data["urr:stacks"], stack),
          ...bucketProblems(data["urr:stacks"], data["urr:state"]),
        ];
  const problems = [...found, ...strays, ...(use === "deployment" ? openForDeployment(config) : [])];
  if (data === undefined || problems.length > 0) return { problems };
  return {
    settings: {
      stack,
      region: data["aws:region"],
      account: data["urr:account"],
      state: data["urr:state"],
      dns: data["urr:dns"],
      github: data["urr:github"],
      stacks: completeStacks(data["urr:stacks"]),
    },
  };
}

/** A domain outside every zone would leave a deploy role without the right it is meant to have. */
function domainProblems(
  stacks: Readonly<Record<string, { readonly domain?: string | undefined }>>,
  { zones }: DnsSettings,
): readonly Problem[] {
  return Object.entries(stacks).flatMap(([stack, { domain }]) => {
    if (domain === undefined || zoneOf(domain, zones) !== undefined) return [];
    const known = Object.keys(zones);
    return [
      {
        path: formatPath(["urr:stacks", stack, "domain"]),
        message: "lies in no zone of urr:dns.zones",
        example: known[0] === undefined ? "a zone under urr:dns.zones first" : `${stack}.${known[0]}`,
      },
    ];
  });
}

/** Roles and boundaries tell stacks apart by their names: bootstrap's own must be out of every role's reach. */
function sameName(stacks: Readonly<Record<string, unknown>>, stack: string): readonly Problem[] {
  if (stacks[stack] === undefined) return [];
  const path = formatPath(["urr:stacks", stack]);
  return [{ path, message: "is the name of bootstrap's own stack", example: "another name for either" }];
}

/** A stack may do anything to buckets of its own names. */
function bucketProblems(
  stacks: Readonly<Record<string, { readonly prefix?: string | undefined }>>,
  { bucket }: StateSettings,
): readonly Problem[] {
  const taker = Object.entries(stacks).find(([stack, { prefix }]) =>
    namespaces(stack, prefix).some((mine) => bucket !== undefined && collide(bucket, mine)),
  );
  if (taker === undefined) return [];
  const message = `begins like the names of ${taker[0]}, whose roles could do anything to it`;
  return [{ path: "urr:state.bucket", message, example: "acme-pulumi-state" }];
}

function openForDeployment(config: Readonly<Record<string, unknown>>): readonly Problem[] {
  const account = accountSettings.safeParse(config["urr:account"] ?? {});
  const dns = dnsSettings.safeParse(config["urr:dns"] ?? {});
  const github = githubSettings.safeParse(config["urr:github"]);
  return deploymentProblems({
    ...(account.success ? { account: account.data } : {}),
    ...(dns.success ? { dns: dns.data } : {}),
    ...(github.success ? { github: github.data } : {}),
  });
}

/**
 * The settings of the stack that the Pulumi engine runs.
 *
 * @throws Refusal naming every problem, before anything is registered.
 */
export function loadSettings(): Settings {
  const stack = pulumi.getStack();
  const { settings, problems } = parseSettings(engineConfig(), stack, "deployment");
  if (settings === undefined) throw new Refusal(stack, problems);
  return settings;
}
