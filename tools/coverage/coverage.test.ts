import { resolve } from "node:path";

import { describe, expect, it } from "vitest";

import { assessCoverage } from "./coverage";
import { owners } from "./owners";
import { assignOwners } from "./ownership";
import { excerpt, renderMarkdown } from "./report";
import { mergeRepeats, parseRequirements } from "./requirements";
import { readReport, readSources } from "./sources";
import { renderRows, renderTables } from "./terminal";

const root = resolve(__dirname, "../..");
const sources = readSources(root);
const written = sources.requirements.flatMap(({ path, text }) => parseRequirements(text, path));

describe("the requirement documents", () => {
  it("hold exactly 879 requirements, 476 of them about AWS", () => {
    const requirements = mergeRepeats(written);
    expect(requirements).toHaveLength(879);
    expect(requirements.filter(({ document }) => document === "docs/requirements/aws.md")).toHaveLength(476);
  });

  it("repeat an id only for the nine services that have a matrix row and a detailed one", () => {
    const seen = new Set<string>();
    const repeated = written.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => id);
    expect(repeated.join(" ")).toBe("WRK-01 WRK-02 WRK-03 WRK-04 WRK-05 WRK-06 WRK-07 WRK-08 WRK-09");
  });

  it("give every row a text and a section", () => {
    expect(written.filter(({ text, section }) => text === "" || section === "")).toEqual([]);
  });
});

describe("parsing requirements", () => {
  const document = [
    "# Title",
    "## 2. Network (NET)",
    "See NET-01 in | running text | NET-09 |",
    "| ID | requirement | seed |",
    "|---|---|---|",
    "| NET-01 | one `VPC` | S1 |",
    "### 2.1 Details",
    "| WRK-00a | an \\| escaped border | S1 |",
    "| NET-01 | one VPC, at length | S1 |",
  ].join("\n");

  it("takes the rows whose first cell is an id, under their nearest heading", () => {
    expect(parseRequirements(document, "a.md")).toEqual([
      { id: "NET-01", text: "one `VPC`", document: "a.md", section: "2. Network (NET)" },
      { id: "WRK-00a", text: "an \\| escaped border", document: "a.md", section: "2.1 Details" },
      { id: "NET-01", text: "one VPC, at length", document: "a.md", section: "2.1 Details" },
    ]);
  });

  it("keeps the later, detailed text of a repeated row in the place of the first", () => {
    const merged = mergeRepeats(parseRequirements(document, "a.md"));
    expect(merged.map(({ id, text }) => [id, text])).toEqual([
      ["NET-01", "one VPC, at length"],
      ["WRK-00a", "an \\| escaped border"],
    ]);
  });
});

describe("owners", () => {
  it("are exactly one for every row of the requirement documents", () => {
    const ids = mergeRepeats(written).map(({ id }) => id);
    const { ownerOf, problems } = assignOwners(ids);
    expect(problems).toEqual([]);
    expect([...ownerOf.keys()].sort()).toEqual(ids.toSorted());
  });

  it("come from a claim before they come from the prefix", () => {
    const { ownerOf } = assignOwners(["DAT-01", "DAT-02"], { network: ["DAT-02"] }, { DAT: "data-tier" });
    expect(Object.fromEntries(ownerOf)).toEqual({ "DAT-01": "data-tier", "DAT-02": "network" });
  });

  it.each([
    ["a row that nobody claims", {}, "NET-01 has no owner"],
    [
      "a row that two claim",
      { network: ["NET-01"], edge: ["NET-01"] },
      "NET-01 is claimed by network and by edge",
    ],
    ["a row claimed twice over", { edge: ["NET-01", "NET-01"] }, "NET-01 is claimed by edge and by edge"],
    [
      "a claim on a row that does not exist",
      { network: ["NET-01 NET-02"] },
      "owner network: NET-02 is not a requirement",
    ],
    [
      "a claim on a prefix that does not exist",
      { edge: ["NET-01 NTE-01"] },
      "owner edge: NTE-01 is not a requirement",
    ],
  ])("report %s", (_, claims, problem) => {
    expect(assignOwners(["NET-01"], claims, {}).problems).toEqual([problem]);
  });
});

describe("the state of a row", () => {
  const { rows: all } = assessCoverage({
    requirements: sources.requirements,
    tests: [{ path: "a.test.ts", text: 'it("NET-01, NET-02", () => {});' }],
    decisions: [{ path: "docs/decisions.md", text: "NET-02 NET-03" }],
  });
  const rows = all.filter(({ id }) => ["NET-01", "NET-02", "NET-03", "NET-04"].includes(id));

  it("is covered by a test, decided by a decision alone, and planned otherwise", () => {
    expect(rows.map(({ id, state, citedIn }) => [id, state, citedIn])).toEqual([
      ["NET-01", "covered", ["a.test.ts"]],
      ["NET-02", "covered", ["a.test.ts", "docs/decisions.md"]],
      ["NET-03", "decided", ["docs/decisions.md"]],
      ["NET-04", "planned", []],
    ]);
  });

  it("adds up in both tables of the terminal, which are coloured only on request", () => {
    const plain = renderTables(rows, false);
    expect(plain).toMatch(/^network +4 +2 +1 +1 {2}█{10}▒{5}·{5}$/m);
    expect(plain).toMatch(/^all +4 +2 +1 +1 /m);
    expect(plain).toMatch(/^NET +4 +2 +1 +1 /m);
    expect(renderTables(all, false)).toMatch(/^all +879 +2 +1 +876 {2}█·{19}$/m);
    expect(plain).not.toContain("\u001b");
    expect(renderTables(rows, true)).toContain("\u001b[32m█");
  });

  it("stands beside its row, with its citations, under the section the row comes from", () => {
    const lines = renderRows(rows.slice(0, 2), false).split("\n");
    expect(lines).toEqual([
      "",
      "docs/requirements/aws.md: 2.1 VPC, subnets, routes",
      expect.stringMatching(/^ {2}NET-01 {3}covered {2}One VPC, /),
      " ".repeat(20) + "a.test.ts",
      expect.stringMatching(/^ {2}NET-02 {3}covered {2}Two availability zones/),
      " ".repeat(20) + "a.test.ts",
      " ".repeat(20) + "docs/decisions.md",
      "",
    ]);
  });
});

describe("the report", () => {
  const { rows, problems } = assessCoverage(sources);

  it("rests on citations that all exist", () => {
    expect(problems).toEqual([]);
  });

  it("lists every row once, under its owner", () => {
    const report = renderMarkdown(rows);
    const listed = parseRequirements(report, "docs/coverage.md");
    expect(listed.map(({ id, section }) => [id, section]).sort()).toEqual(
      rows.map(({ id, owner }) => [id, owner]).sort(),
    );
    for (const owner of owners) expect(report).toContain(`\n## ${owner}\n`);
  });

  it("is the same whatever order the tests are found in", () => {
    const text = 'it("NET-01", () => {});';
    const tests = ["a.test.ts", "b.test.ts"].map((path) => ({ path, text }));
    const reports = [tests, tests.toReversed()].map((files) =>
      renderMarkdown(assessCoverage({ ...sources, tests: files }).rows),
    );
    expect(reports[0]).toBe(reports[1]);
    expect(reports[0]).toContain("| `a.test.ts`, `b.test.ts` |");
  });

  it("is committed as it would be written now", () => {
    expect(readReport(root) === renderMarkdown(rows), "docs/coverage.md is stale: npm run coverage").toBe(
      true,
    );
  });

  it("cuts long texts between words, never inside code or bold", () => {
    expect(excerpt("short", 10)).toBe("short");
    expect(excerpt("one two three", 10)).toBe("one two …");
    expect(excerpt("one `two three` four", 12)).toBe("one …");
    expect(excerpt("one **two three** four", 12)).toBe("one …");
    expect(excerpt("one `two` three four", 16)).toBe("one `two` three …");
  });
});
