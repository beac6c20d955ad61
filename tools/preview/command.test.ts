import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { projectRoot } from "../../test/support/stacks";
import { runPreview } from "./command";
import type { PreviewDocument } from "./document";

let directory: string;
let out: string;
let err: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "urr-preview-"));
  copyFileSync(join(projectRoot, "Pulumi.yaml"), join(directory, "Pulumi.yaml"));
  [out, err] = ["", ""];
  vi.spyOn(console, "log").mockImplementation((text: string) => void (out += `${text}\n`));
  vi.spyOn(console, "error").mockImplementation((text: string) => void (err += `${text}\n`));
  vi.spyOn(process.stdout, "write").mockImplementation((text) => (out += String(text)) !== "");
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(directory, { recursive: true, force: true });
});

function write(stack: string, extra = ""): void {
  const text = `config:\n  aws:region: ap-northeast-2\n  urr:environment:\n    domain: ${stack}.example.com\n  urr:cluster:\n    api:\n      publicCidrs: [198.51.100.0/24]\n${extra}`;
  writeFileSync(join(directory, `Pulumi.${stack}.yaml`), text);
}

const preview = (...args: string[]) => runPreview([...args, "--directory", directory], projectRoot);
const document = () => JSON.parse(out) as PreviewDocument;

describe("the preview", () => {
  it("shows an environment that is one new file: ENV-05, WEA-25", async () => {
    write("qa", "  urr:network:\n    zones: [a, b, d]\n");
    expect(await preview("qa")).toBe(0);
    expect(out).toContain("ap-northeast-2d");
    expect(out).toContain("network-endpoints-s3");
  });

  it("shows the environment that the README adds, with nothing that forbids its deployment: ENV-05", async () => {
    const readme = readFileSync(join(projectRoot, "README.md"), "utf8");
    const [, yaml = ""] = /`Pulumi\.qa\.yaml`:\n\n```yaml\n([^`]*)```/.exec(readme) ?? [];
    writeFileSync(join(directory, "Pulumi.qa.yaml"), yaml);
    expect(await preview("qa", "--json")).toBe(0);
    expect(document().stacks[0]?.resources.length).toBeGreaterThan(50);
  });

  it("says in its first line what it is, and what only the engine can tell", async () => {
    write("qa");
    await preview();
    expect(out.split("\n")[0]).toMatch(/^Offline preview: .*mock resource monitor/);
    expect(out).toContain("Only `pulumi preview` can tell");
  });

  it("prints one JSON document and nothing else, sorted by URN", async () => {
    write("qa");
    write("two");
    expect(await preview("--json")).toBe(0);
    expect(document()).toMatchObject({ version: 1, base: null, errors: [] });
    expect(document().stacks.map(({ stack }) => stack)).toEqual(["qa", "two"]);
    const urns = document().stacks[0]?.resources.map(({ urn }) => urn) ?? [];
    expect(urns).toEqual(urns.toSorted());
    expect(urns.length).toBeGreaterThan(50);
    const subjects = document().stacks[0]?.findings.map(({ urn }) => urn ?? "") ?? [];
    expect(subjects).toEqual(subjects.toSorted());
  });

  it("writes the comment for a pull request", async () => {
    write("qa");
    expect(await preview("--markdown")).toBe(0);
    expect(out).toMatch(/^## Offline preview/);
    expect(out).toContain("| **qa** |");
  });

  it("never shows a secret, and decrypts none", async () => {
    write("qa", "  urr:discordWebhook:\n    secure: v1:AAAA:BBBB\n");
    expect(await preview("qa", "--json")).toBe(0);
    expect(out).toContain('"secretString": "[secret]"');
    expect(out).not.toContain("v1:AAAA");
  });

  it("shows no password, not even one that is made up for the preview", async () => {
    write("qa");
    expect(await preview("qa", "--json")).toBe(0);
    const passwords = (document().stacks[0]?.resources ?? []).filter(({ type }) =>
      type.endsWith(":RandomPassword"),
    );
    expect(passwords.length).toBeGreaterThan(3);
    for (const { name, outputs } of passwords) {
      expect(outputs, name).toMatchObject({ result: "[secret]", bcryptHash: "[secret]" });
    }
  });

  it("names what is paid in any case and has no price", async () => {
    write("qa");
    expect(await preview("qa")).toBe(0);
    expect(out).toMatch(
      /without a price or a stated usage, among them brokers of the type kafka\.m7g\.large/,
    );
  });
});

describe("bad input to the preview", () => {
  it("is listed problem by problem, the sound stacks are shown, and no stack trace: exit 1", async () => {
    write("good");
    write(
      "bad",
      "  urr:network:\n    cidr: 10.0.1.5/16\n    zones: [a, z]\n    natt: single\n  urr:ops: {}\n",
    );
    expect(await preview()).toBe(1);
    expect(err.match(/✗/g)).toHaveLength(4);
    for (const path of ["urr:network.cidr", "urr:network.zones[1]", "urr:network.natt", "urr:ops"]) {
      expect(err).toContain(path);
    }
    expect(err).toContain("Pulumi.bad.yaml");
    expect(err).toContain("for example: 10.0.0.0/16");
    expect(out).toContain("good");
    expect(out + err).not.toMatch(/\n\s+at /);
  });

  it("stands in the document's errors where JSON is asked for: exit 1", async () => {
    write("bad", "  urr:network:\n    nat: many\n");
    expect(await preview("bad", "--json")).toBe(1);
    expect(document().errors).toMatchObject([{ file: "Pulumi.bad.yaml", path: "urr:network.nat" }]);
    expect(document().stacks).toEqual([]);
  });

  it("that is no YAML is named with line and column: exit 1", async () => {
    writeFileSync(join(directory, "Pulumi.bad.yaml"), "config:\n  urr:network: [a\n");
    expect(await preview("bad")).toBe(1);
    expect(err).toMatch(/Pulumi\.bad\.yaml line \d+, column \d+ is not YAML/);
  });

  it("is a name in environment.names that names nothing: exit 1", async () => {
    writeFileSync(
      join(directory, "Pulumi.bad.yaml"),
      "config:\n  aws:region: ap-northeast-2\n  urr:environment:\n    domain: a.example.com\n    names: {archiv: logs}\n  urr:cluster:\n    api:\n      publicCidrs: [198.51.100.0/24]\n",
    );
    expect(await preview("bad")).toBe(1);
    expect(err).toContain("urr:environment.names.archiv names no resource");
  });

  it("is an unknown stack or option: exit 2, with the usage and the stacks there are", async () => {
    write("qa");
    expect(await preview("prodd")).toBe(2);
    expect(err).toContain("there is no Pulumi.prodd.yaml, only of qa");
    expect(await preview("qa", "--jsn")).toBe(2);
    expect(await preview("qa", "--json", "--markdown")).toBe(2);
    expect(out).toBe("");
  });

  it("is a folder without a project: exit 1, in words", async () => {
    rmSync(join(directory, "Pulumi.yaml"));
    expect(await preview()).toBe(1);
    expect(err).toBe(`there is no Pulumi.yaml in ${directory}\n`);
  });
});
