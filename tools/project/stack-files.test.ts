import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readPlatform } from "./platform";
import { parseStackFile as parseWith } from "./read-stack-file";
import { readStack, stacksIn } from "./stack-files";

const parseStackFile = (text: string) => parseWith(text, "test", readPlatform);

const file = (body: string) =>
  `config:\n  aws:region: ap-northeast-2\n  urr:environment:\n    domain: urr.example.com\n  urr:cluster:\n    api:\n      publicCidrs: [198.51.100.0/24]\n${body}`;

describe("a stack file", () => {
  it("may hold the keys that Pulumi's secrets provider writes", () => {
    const { problems } = parseStackFile(file("secretsprovider: awskms://alias/urr\nencryptedkey: AAAA\n"));
    expect(problems).toBeUndefined();
  });

  it("holds nothing else beside its configuration, and says so together with what else is wrong", () => {
    const { problems } = parseStackFile(file("  urr:network:\n    nat: many\nconfigg: {}\n"));
    expect(problems?.map(({ path }) => path)).toEqual(["configg", "urr:network.nat"]);
    expect(problems?.[0]?.example).toBe("config");
  });

  it("that is no YAML is refused with line and column, in one line", () => {
    const { problems } = parseStackFile("config:\n  urr:network: [a, b\n  c: d\n");
    expect(problems?.[0]?.path).toMatch(/^line \d+, column \d+$/);
    expect(problems?.map(({ message }) => message).join()).not.toContain("\n");
  });

  it("that refers to what it does not define is refused in words", () => {
    const [problem] = parseStackFile("config: *nowhere\n").problems ?? [];
    expect(problem?.message).toMatch(/^is not YAML: Unresolved alias.*nowhere/);
  });

  it("with one key twice is refused, and told which", () => {
    expect(parseStackFile(file("  aws:region: us-west-2\n")).problems).toMatchObject([
      {
        message: "is not YAML: aws:region stands here for the second time",
        example: "aws:region once, with everything below it",
      },
    ]);
  });

  it("without configuration is refused", () => {
    for (const text of ["", "config:", "- a", "config: 3"]) {
      expect(parseStackFile(text).problems, text).toMatchObject([{ path: "config" }]);
    }
  });

  it("that is not there is refused in words", () => {
    const missing = { name: "test", file: "Pulumi.test.yaml", folder: "", read: readPlatform };
    expect(readStack("/nowhere", missing).problems).toMatchObject([{ message: "cannot be read (ENOENT)" }]);
  });
});

describe("the stacks of a folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "urr-stacks-"));
    mkdirSync(join(folder, "bootstrap"));
    for (const file of ["Pulumi.yaml", "Pulumi.qa.yaml", "bootstrap/Pulumi.bootstrap.yaml"]) {
      writeFileSync(join(folder, file), "");
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("are those of every project in it, by name", () => {
    expect(stacksIn(folder).map(({ name, file }) => [name, file])).toEqual([
      ["bootstrap", "bootstrap/Pulumi.bootstrap.yaml"],
      ["qa", "Pulumi.qa.yaml"],
    ]);
  });

  it("are read though one of bootstrap's cannot be, which its own preview tells", () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: urr\n");
    writeFileSync(join(folder, "Pulumi.qa.yaml"), file(""));
    rmSync(join(folder, "bootstrap/Pulumi.bootstrap.yaml"));
    mkdirSync(join(folder, "bootstrap/Pulumi.bootstrap.yaml"));
    const results = stacksIn(folder).map((stackFile) => readStack(folder, stackFile));
    expect(results).toMatchObject([
      { problems: [{ message: "cannot be read (EISDIR)", example: "a file beside bootstrap/Pulumi.yaml" }] },
      { stack: { name: "qa" } },
    ]);
  });

  it("have one name each, whatever their project", () => {
    writeFileSync(join(folder, "Pulumi.bootstrap.yaml"), "");
    expect(() => stacksIn(folder)).toThrow(/Pulumi\.bootstrap\.yaml and .*two stacks of one name/);
  });
});
