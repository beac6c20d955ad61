import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { evaluatedBootstrap } from "../test/support/bootstrap";
import { projectRoot } from "../test/support/stacks";

it("the trust policy that docs/bootstrap.md explains is the one that is made", async () => {
  const page = readFileSync(join(projectRoot, "docs", "bootstrap.md"), "utf8");
  const [, printed = ""] = /```json\n([^`]*)```/.exec(page) ?? [];
  const { graph } = await evaluatedBootstrap({
    "urr:github": { repository: "example-org/urr-infrastructure", ownerId: 123456, repositoryId: 456789 },
    "urr:stacks": { prod: {} },
  });
  const { inputs } = graph.named("access-prod-deploy", "aws:iam/role:Role");
  expect(JSON.parse(printed)).toEqual(JSON.parse(String(inputs["assumeRolePolicy"])));
});
