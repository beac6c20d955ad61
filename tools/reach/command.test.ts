import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../test/support/stacks";
import { runReach } from "./command";

const run = (...args: readonly string[]) => runIn(projectRoot, 120, ...args);

async function runIn(root: string, width: number, ...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runReach(args, root, {
    width,
    print: (text) => out.push(text),
    printError: (text) => err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("npm run reach", () => {
  it.each([
    [[], "name a stack: "],
    [["production"], "there is no environment production, only: "],
    [["prod", "dev"], "one stack at a time, not prod and dev"],
    [["--loud"], "Unknown option '--loud'"],
  ])("refuses %j and says what there is", async (args, message) => {
    const { code, err, out } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain("npm run reach -- --help");
    expect(out).toBe("");
  });

  it("explains itself", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("npm run reach -- <stack>");
  });

  it("prints callers in rows, and ports where they meet whom they call", async () => {
    const { code, out } = await run("prod");
    expect(code).toBe(0);
    const [, heading = "", , ...rows] = out.split("\n");
    const column = heading.indexOf("ticket");
    const payment = rows.find((row) => row.startsWith("payment")) ?? "";
    expect(payment.slice(column, column + 4)).toBe("3002");
    expect(out).toContain("Out of the cluster");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it.each(["local", "prod"])("cuts no word of %s, however short the line is", async (stack) => {
    const words = async (width: number) =>
      new Set((await runIn(projectRoot, width, stack)).out.split(/[\s─]+/));
    expect(await words(20)).toEqual(await words(Infinity));
  });

  it("says where a stack file is wrong, and ends with 1", async () => {
    const root = mkdtempSync(join(tmpdir(), "urr-reach-"));
    try {
      copyFileSync(join(projectRoot, "Pulumi.yaml"), join(root, "Pulumi.yaml"));
      const file = readFileSync(join(projectRoot, "Pulumi.prod.yaml"), "utf8");
      writeFileSync(join(root, "Pulumi.prod.yaml"), `${file}\nsettings: {}\n`);
      const { code, err, out } = await runIn(root, 120, "prod");
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/Pulumi\.prod\.yaml settings is no key of a stack file.*; for example/);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });

  it("prints JSON and nothing else where it is asked to", async () => {
    const { code, err, out } = await run("dev", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const document = JSON.parse(out) as { ways: unknown[] };
    expect(document).toMatchObject({ version: 1, stack: "dev" });
    expect(document.ways).toContainEqual({
      ...{ from: "payment-service", to: "ticket-service", whole: true, port: 3002, protocol: "TCP" },
    });
  });
});
