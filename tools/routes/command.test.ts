import { describe, expect, it } from "vitest";
import { projectRoot } from "../../test/support/stacks";
import { runRoutes } from "./command";

async function run(...args: readonly string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runRoutes(args, projectRoot, {
    print: (text) => out.push(text),
    printError: (text) => err.push(text),
  });
  return { code, out: out.join("\n"), err: err.join("\n") };
}

describe("npm run routes", () => {
  it.each([
    [[], "name a stack: dev, prod, staging"],
    [["production"], "there is no environment production, only: dev, prod, staging"],
    [["prod", "dev"], "one stack at a time, not prod and dev"],
    [["--loud"], "Unknown option '--loud'"],
  ])("refuses %j and says what there is", async (args, message) => {
    const { code, err, out } = await run(...args);
    expect(code).toBe(2);
    expect(err).toContain(message);
    expect(err).toContain("npm run routes -- --help");
    expect(out).toBe("");
  });

  it("explains itself", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    expect(out).toContain("npm run routes -- <stack>");
  });

  it("prints tables of what there is: no CloudFront in staging", async () => {
    const { code, out } = await run("staging");
    expect(code).toBe(0);
    expect(out).toContain("Load balancer, the first that holds");
    expect(out).not.toContain("CloudFront");
  });

  it("prints JSON and nothing else where it is asked to", async () => {
    const { code, err, out } = await run("staging", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ version: 1, stack: "staging" });
  });
});
