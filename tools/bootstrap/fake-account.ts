import { answer, refusal, silence, type Answers } from "../aws-cli/fake-answers";
import type { Ended } from "../aws-cli/processes";
import { checkBootstrap, type BootstrapFacts, type FactsOrProblems, type Surroundings } from "./check";
import { stackFile } from "./paths";
import type { Step } from "./step";

export const facts: BootstrapFacts = {
  stack: "bootstrap",
  accountId: "123456789012",
  region: "ap-northeast-2",
  bucket: "urr-state-123456789012",
  stacks: ["dev", "prod"],
  domains: ["urr.example.com"],
};

export const key = "awskms://alias/urr-pulumi-bootstrap?region=ap-northeast-2&context_stack=bootstrap";
/** The state as it is before it is moved. */
export const localState = "bootstrap/.pulumi/stacks/urr-bootstrap/bootstrap.json";
const nameServers = [
  "ns-1.awsdns-01.org.",
  "ns-2.awsdns-02.com.",
  "NS-3.awsdns-03.net",
  "ns-4.awsdns-04.co.uk",
];

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
  ...stateOf("bootstrap", answer({ ContentLength: 4096 })),
  "route53 list-hosted-zones-by-name": zones({ Id: "/hostedzone/Z1", Name: "urr.example.com." }),
  "route53 get-hosted-zone": answer({ DelegationSet: { NameServers: nameServers } }),
  "git status": silence,
};

export const notMoved: Answers = stateOf("bootstrap", refusal("404", "Not Found"));

/** What a bucket answers about a stack's state, however it may be packed. */
export function stateOf(stack: string, ended: Ended): Answers {
  const key = `s3api head-object .pulumi/stacks/urr-bootstrap/${stack}.json`;
  return { [key]: ended, [`${key}.gz`]: ended, [`${key}.zst`]: ended };
}

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
  readonly stack?: string;
  readonly answers?: Answers;
  readonly resolveNs?: Surroundings["resolveNs"];
  readonly stackFileText?: string;
  /** Files that lie there beside those that always do. */
  readonly files?: readonly string[];
  readonly backendUrl?: string;
}

/** An account where everything is done, but for the differences. */
export function fakeAccount(differences: Differences = {}): FakeAccount {
  const calls: (readonly string[])[] = [];
  const answers = { ...allDone, ...differences.answers };
  const { stack = "bootstrap" } = differences;
  const files = ["bootstrap/index.ts", stackFile(stack), ...(differences.files ?? [])];
  const below = (path: string) =>
    files.filter((file) => file.startsWith(`${path}/`)).map((file) => file.slice(path.length + 1));
  return {
    calls,
    run: (command, args) => {
      calls.push([command, ...args]);
      return Promise.resolve(answers[keyOf(command, args)] ?? refusal("Unexpected", keyOf(command, args)));
    },
    resolveNs: differences.resolveNs ?? (() => Promise.resolve(nameServers.toReversed().map(otherSpelling))),
    readText: (path) => {
      if (path !== stackFile(stack)) throw new Error(`reads ${path}`);
      return (
        differences.stackFileText ??
        `config: {}\nsecretsprovider: ${key.replaceAll("bootstrap", stack)}\nencryptedkey: AQICAHh\n`
      );
    },
    exists: (path) => files.includes(path) || below(path).length > 0,
    namesIn: (path) => [...new Set(below(path).map((file) => file.replace(/\/.*/, "")))],
    backendUrl: differences.backendUrl,
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
