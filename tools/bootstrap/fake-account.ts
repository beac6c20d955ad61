import { checkBootstrap, type BootstrapFacts, type FactsOrProblems, type Surroundings } from "./check";
import { localState, stackFile } from "./commands";
import type { Ended } from "./processes";
import type { Step } from "./step";

export const facts: BootstrapFacts = {
  accountId: "123456789012",
  region: "ap-northeast-2",
  bucket: "urr-state-123456789012",
  stacks: ["dev", "prod"],
  domains: ["urr.example.com"],
};

export const key = "awskms://alias/urr-pulumi-bootstrap?region=ap-northeast-2&context_stack=bootstrap";
const stateKey = ".pulumi/stacks/urr-bootstrap/bootstrap.json";
const nameServers = [
  "ns-1.awsdns-01.org.",
  "ns-2.awsdns-02.com.",
  "NS-3.awsdns-03.net",
  "ns-4.awsdns-04.co.uk",
];

export const answer = (value: unknown): Ended => ({ code: 0, stdout: JSON.stringify(value), stderr: "" });
export const silence: Ended = { code: 0, stdout: "", stderr: "" };
/** As the AWS CLI puts it, after an empty line. */
export const refusal = (code: string, message = "Refused"): Ended => ({
  code: 254,
  stdout: "",
  stderr: `\nAn error occurred (${code}) when calling the Some operation: ${message}\n`,
});

export type Answers = Readonly<Record<string, Ended>>;

/** Answers by subcommand; those of head-object by the key's ending too. */
export const allDone: Answers = {
  "sts get-caller-identity": answer({
    Account: facts.accountId,
    Arn: "arn:aws:iam::123456789012:user/admin",
  }),
  "s3api head-bucket": silence,
  "s3api get-bucket-versioning": answer({ Status: "Enabled" }),
  "s3api get-public-access-block": answer({
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    },
  }),
  "s3api get-bucket-encryption": encryptedWith("aws:kms"),
  [`s3api head-object ${stateKey}`]: answer({ ContentLength: 4096 }),
  "route53 list-hosted-zones-by-name": zones({ Id: "/hostedzone/Z1", Name: "urr.example.com." }),
  "route53 get-hosted-zone": answer({ DelegationSet: { NameServers: nameServers } }),
  "git status": silence,
};

export const notMoved: Answers = {
  [`s3api head-object ${stateKey}`]: refusal("404", "Not Found"),
  [`s3api head-object ${stateKey}.gz`]: refusal("404", "Not Found"),
  [`s3api head-object ${stateKey}.zst`]: refusal("404", "Not Found"),
};

export function encryptedWith(algorithm: string): Ended {
  const rule = { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm } };
  return answer({ ServerSideEncryptionConfiguration: { Rules: [rule] } });
}

export function zones(...hosted: readonly object[]): Ended {
  return answer({ HostedZones: hosted });
}

export interface FakeAccount extends Surroundings {
  /** Every command that was run, with its arguments. */
  readonly calls: readonly (readonly string[])[];
}

interface Differences {
  readonly answers?: Answers;
  readonly resolveNs?: Surroundings["resolveNs"];
  readonly stackFileText?: string;
  readonly leftovers?: readonly string[];
  readonly localState?: boolean;
}

/** An account where everything is done, but for the differences. */
export function fakeAccount(differences: Differences = {}): FakeAccount {
  const calls: (readonly string[])[] = [];
  const answers = { ...allDone, ...differences.answers };
  return {
    calls,
    run: (command, args) => {
      calls.push([command, ...args]);
      return Promise.resolve(answers[keyOf(command, args)] ?? refusal("Unexpected", keyOf(command, args)));
    },
    resolveNs: differences.resolveNs ?? (() => Promise.resolve(nameServers.toReversed().map(otherSpelling))),
    readText: (path) => {
      if (path !== stackFile) throw new Error(`reads ${path}`);
      return differences.stackFileText ?? `config: {}\nsecretsprovider: ${key}\nencryptedkey: AQICAHh\n`;
    },
    exists: (path) => path === localState && differences.localState === true,
    namesIn: () => ["index.ts", "Pulumi.bootstrap.yaml", ...(differences.leftovers ?? [])],
  };
}

export const commands = {
  local: "PULUMI_BACKEND_URL=file://. PULUMI_CONFIG_PASSPHRASE= npx pulumi -C bootstrap up --stack bootstrap",
  logIn: "npx pulumi login 's3://urr-state-123456789012?region=ap-northeast-2'",
  move: `PULUMI_CONFIG_PASSPHRASE= npx pulumi -C bootstrap stack migrate file://. bootstrap --secrets-provider='${key}'`,
  fromBucket: "npx pulumi -C bootstrap up --stack bootstrap",
};

/** A stack file as it is before the state is moved. */
export const withoutKey = "config: {}\nencryptionsalt: v1:abc\n";

export async function stepOf(
  name: string,
  account: Surroundings,
  given: FactsOrProblems = { facts },
): Promise<Step | undefined> {
  return (await checkBootstrap(given, account)).find((step) => step.name === name);
}

export async function statesOf(
  account: Surroundings,
  given: FactsOrProblems = { facts },
): Promise<readonly string[]> {
  return (await checkBootstrap(given, account)).map(({ name, state }) => `${name}: ${state}`);
}

/** The DNS does not keep to Route 53's spelling. */
function otherSpelling(name: string): string {
  return name.toUpperCase().replace(/\.$/, "");
}

function keyOf(command: string, args: readonly string[]): string {
  if (command === "git") return "git status";
  const object = args.indexOf("--key");
  return [...args.slice(0, 2), ...(object === -1 ? [] : [args[object + 1]])].join(" ");
}
