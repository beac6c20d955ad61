import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { readFacts } from "./facts";

const complete = `config:
  aws:region: ap-northeast-2
  urr:account: { id: "123456789012", alarmEmail: oncall@urr-tickets.com }
  urr:dns: { zones: { urr-tickets.com: {} } }
  urr:github: { repository: urr-tickets/infrastructure, ownerId: 1, repositoryId: 2 }
  urr:stacks: { dev: {}, prod: {} }
`;

describe("the facts of the bootstrap", () => {
  let root = "";
  const factsOf = (text: string, stack = "bootstrap") => {
    writeFileSync(join(root, `bootstrap/Pulumi.${stack}.yaml`), text);
    return readFacts(root, stack);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "facts-"));
    mkdirSync(join(root, "bootstrap"));
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it("are read from the stack file, and the bucket is named after the account", () => {
    expect(factsOf(complete)).toEqual({
      facts: {
        stack: "bootstrap",
        accountId: "123456789012",
        region: "ap-northeast-2",
        bucket: "urr-state-123456789012",
        stacks: ["dev", "prod"],
        domains: ["urr-tickets.com"],
      },
    });
  });

  it("have the bucket's name from the settings where it stands there", () => {
    expect(factsOf(`${complete}  urr:state: { bucket: our-state }\n`).facts?.bucket).toBe("our-state");
  });

  it.each([
    ["has no account", complete.replace('id: "123456789012", ', ""), "urr:account.id"],
    ["has no configuration", "encryptionsalt: v1\n", "config"],
    ["is empty", "", "config"],
    ["is no YAML", "config: [a\n", "line 2, column 1"],
    ["has a key that no stack file has", `${complete}secretprovider: x\n`, "secretprovider"],
  ])("are refused with a problem when the file %s", (_, text, path) => {
    const problems = factsOf(text).problems ?? [];
    expect(problems).toContainEqual(expect.objectContaining({ path }));
    expect(problems.map(({ message }) => message).join()).not.toContain("\n");
  });

  it("are refused in words when there is no file", () => {
    expect(readFacts(root, "bootstrap-prod")).toMatchObject({
      stack: "bootstrap-prod",
      problems: [{ path: "", message: "cannot be read (ENOENT)" }],
    });
  });

  it("are those of the stack that is asked for, whose name no prepared stack may have", () => {
    expect(factsOf(complete, "bootstrap-prod").facts).toMatchObject({ stack: "bootstrap-prod" });
    expect(factsOf(complete, "prod").problems).toMatchObject([{ path: "urr:stacks.prod" }]);
  });
});
