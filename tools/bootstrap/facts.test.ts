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
  const factsOf = (text: string) => {
    writeFileSync(join(root, "bootstrap/Pulumi.bootstrap.yaml"), text);
    return readFacts(root);
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
    ["is no YAML", "config: [a\n", ""],
  ])("are refused with a problem when the file %s", (_, text, path) => {
    const problems = factsOf(text).problems ?? [];
    expect(problems).toContainEqual(expect.objectContaining({ path }));
    expect(problems.map(({ message }) => message).join()).not.toContain("\n");
  });

  it("are refused in words when there is no file", () => {
    expect(readFacts(root).problems).toMatchObject([
      { path: "", message: expect.stringContaining("cannot be read") as string },
    ]);
  });
});
