import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { runCoverage } from "./command";
import { readSources } from "./sources";

const { requirements } = readSources(resolve(__dirname, "../.."));

describe("npm run coverage", () => {
  let folder = "";
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const run = (...args: readonly string[]): { code: number; out: string; errors: string } => {
    let [out, errors] = ["", ""];
    const code = runCoverage(args, {
      root: folder,
      colours: false,
      print: (text) => (out += text),
      printError: (text) => (errors += text),
    });
    return { code, out, errors };
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "coverage-"));
    for (const { path, text } of requirements) write(path, text);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it("reads the tests of the program, not those of packages and hidden folders", () => {
    write("components/network/a.test.ts", "");
    write("node_modules/package/b.test.ts", "");
    write("tools/node_modules/package/c.test.ts", "");
    write(".cache/checkout/d.test.ts", "");
    write("components/network/index.ts", "");
    expect(readSources(folder).tests.map(({ path }) => path)).toEqual(["components/network/a.test.ts"]);
  });

  it("prints the tables and writes the report", () => {
    write("components/network/a.test.ts", 'it("NET-01…NET-05", () => {});');
    write("docs/decisions.md", "NET-08");
    const { code, out, errors } = run();
    expect({ code, errors }).toEqual({ code: 0, errors: "" });
    expect(out).toMatch(/^all +879 +5 +1 +873 /m);
    expect(readFileSync(join(folder, "docs/coverage.md"), "utf8")).toContain(
      "| **all** | 879 | 5 | 1 | 873 |",
    );
  });

  it("checks without writing, and names the command when the report is stale", () => {
    expect(run("--check")).toMatchObject({ code: 1, out: "" });
    expect(run("--check").errors).toContain("`npm run coverage`");
    expect(existsSync(join(folder, "docs/coverage.md"))).toBe(false);

    run();
    expect(run("--check")).toMatchObject({ code: 0, errors: "" });

    write("a.test.ts", 'it("NET-01", () => {});');
    expect(run("--check").code).toBe(1);
  });

  it("prints the rows of one owner only", () => {
    const { code, out } = run("--owner", "network");
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}NET-01 +planned {2}One VPC/m);
    expect(out).not.toMatch(/^ {2}NET-40 /m);
  });

  it("fails on a citation of a row that does not exist and leaves the report alone", () => {
    write("a.test.ts", 'it("NET-99", () => {});');
    expect(run()).toEqual({ code: 1, out: "", errors: "a.test.ts: NET-99 is not a requirement\n" });
    expect(existsSync(join(folder, "docs/coverage.md"))).toBe(false);
  });

  it("explains itself on request", () => {
    const { code, out } = run("--help");
    expect(code).toBe(0);
    expect(out).toMatch(/^Usage: npm run coverage/);
  });

  it.each([
    [["--bogus"], "Unknown option '--bogus'"],
    [["network"], "Unexpected argument 'network'"],
    [["--owner"], "argument missing"],
    [["--owner", "nobody"], "There is no owner 'nobody'."],
    [["--check", "--owner", "edge"], "--check and --owner do not go together."],
  ])("answers %j with its usage and exit code 2", (args, message) => {
    const { code, out, errors } = run(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(errors).toContain(message);
    expect(errors).toContain("Usage: npm run coverage");
    expect(errors).not.toContain("    at ");
  });
});
