import { describe, expect, it } from "vitest";

import { findTestCitations, findTextCitations } from "./citations";
import { catalogueOf, findMentions } from "./ids";

describe("finding ids in a text", () => {
  const catalogue = catalogueOf([
    "NET-01",
    "NET-02",
    "NET-05",
    "NET-10",
    "CON-01",
    "KCON-01",
    "WRK-00a",
    "WRK-00b",
  ]);

  it.each([
    ["a single id", "see NET-02, and so on", ["NET-02"]],
    ["a range with an ellipsis", "NET-01…NET-05 hold", ["NET-01", "NET-02", "NET-05"]],
    ["a range with dots and a short end", "NET-01..10", ["NET-01", "NET-02", "NET-05", "NET-10"]],
    ["a range with dots and a full end", "NET-02..NET-10", ["NET-02", "NET-05", "NET-10"]],
    ["a range with three dots", "NET-01...NET-05", ["NET-01", "NET-02", "NET-05"]],
    ["a range with an ellipsis and a short end", "NET-01…05", ["NET-01", "NET-02", "NET-05"]],
    ["a range with a dash and spaces", "NET-01 – NET-05", ["NET-01", "NET-02", "NET-05"]],
    ["ids with a letter", "WRK-00a…WRK-00b", ["WRK-00a", "WRK-00b"]],
    ["a list", "NET-01/NET-02, NET-10.", ["NET-01", "NET-02", "NET-10"]],
    ["a longer prefix, not the shorter one inside it", "KCON-01", ["KCON-01"]],
    ["an ellipsis that ends a sentence", "NET-01… 10 times", ["NET-01"]],
    ["a mention that comes twice, once", "NET-01 NET-01", ["NET-01"]],
    ["nothing in words that look alike", "AES-256, UTF-8, net-01, MY-NET-77", []],
  ])("reads %s", (_, text, ids) => {
    expect(findMentions(text, catalogue)).toEqual({ ids, problems: [] });
  });

  it.each([
    ["an id that does not exist", "NET-03", "NET-03 is not a requirement"],
    ["an id with too many digits", "NET-001", "NET-001 is not a requirement"],
    ["an id with a stray letter", "NET-01B", "NET-01B is not a requirement"],
    ["a range whose end does not exist", "NET-01..04", "NET-04 is not a requirement"],
    ["a range whose start does not exist", "NET-03..05", "NET-03 is not a requirement"],
    ["a range that runs backwards", "NET-05..02", "NET-05..02 is a range that runs backwards"],
    ["a range over two prefixes", "NET-01…CON-01", "NET-01…CON-01 is a range over two prefixes"],
  ])("reports %s", (_, text, problem) => {
    expect(findMentions(text, catalogue)).toEqual({ ids: [], problems: [problem] });
  });
});

describe("citations in tests", () => {
  const catalogue = catalogueOf(["NET-01", "NET-02", "NET-03"]);
  const cited = (text: string): readonly string[] => {
    const { filesById, problems } = findTestCitations([{ path: "a.test.ts", text }], catalogue);
    expect(problems).toEqual([]);
    return [...filesById.keys()];
  };

  it.each([
    ["it", 'it("keeps NET-01", () => {});'],
    ["test", "test('keeps NET-01', async () => {});"],
    ["describe", "describe(`NET-01`, () => {});"],
    ["it inside describe", 'describe("network", () => { it("NET-01", () => {}); });'],
    ["it.each with a table", 'it.each([[1, 2]])("NET-01 %d", () => {});'],
    ["it.each with a template", 'it.each`a | b\n${1} | ${2}`("NET-01 $a", () => {});'],
    ["describe.each", 'describe.each([1])("NET-01", () => {});'],
    ["it.concurrent.for", 'it.concurrent.for([1])("NET-01", () => {});'],
    ["it.skipIf", 'it.skipIf(process.platform === "win32")("NET-01", () => {});'],
    ["a template with values", "it(`${name} keeps NET-01`, () => {});"],
    ["a title in two pieces", 'it("keeps " + "NET-01", () => {});'],
  ])("count in the title of %s", (_, text) => {
    expect(cited(text)).toEqual(["NET-01"]);
  });

  it.each([
    ["a comment", '// it("NET-01", () => {});\n/* NET-02 */ it("plain", () => {});'],
    ["the body of a test", 'it("plain", () => { expect("NET-01").toBe(name("NET-02")); });'],
    ["the table of it.each", 'it.each(["NET-01"])("plain %s", () => {});'],
    ["another function's argument", 'expect("NET-01", () => {}); render.it("NET-02", () => {});'],
    ["a skipped test", 'it.skip("NET-01", () => {}); it.skip.each([1])("NET-02", () => {});'],
    ["a test in a skipped group", 'describe.skip("group", () => { it("NET-01", () => {}); });'],
    ["a test still to be written", 'it.todo("NET-01", () => {}); it("NET-02");'],
    ["a test that is expected to fail", 'it.fails("NET-01", () => {});'],
  ])("do not count in %s", (_, text) => {
    expect(cited(text)).toEqual([]);
  });

  it("are read title by title", () => {
    expect(cited('it("keeps NET-01…", () => {}); it("NET-03", () => {});')).toEqual(["NET-01", "NET-03"]);
  });

  it("are reported with their file when the id does not exist", () => {
    const files = [{ path: "components/a.test.ts", text: 'it("keeps NET-99", () => {});' }];
    expect(findTestCitations(files, catalogue).problems).toEqual([
      "components/a.test.ts: NET-99 is not a requirement",
    ]);
  });

  it("list every file that cites a row, in the order of their paths", () => {
    const text = 'it("NET-01", () => {});';
    const files = ["b", "c", "a"].map((path) => ({ path, text }));
    expect(findTestCitations(files, catalogue).filesById.get("NET-01")).toEqual(["a", "b", "c"]);
  });

  it("are found anywhere in the text of the decisions", () => {
    const files = [{ path: "docs/decisions.md", text: "- **Zones** (`NET-01`): …\n<!-- NET-02..03 -->" }];
    expect([...findTextCitations(files, catalogue).filesById.keys()]).toEqual(["NET-01", "NET-02", "NET-03"]);
  });
});
