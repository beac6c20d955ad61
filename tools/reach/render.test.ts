import { describe, expect, it } from "vitest";
import type { ReachDocument, WayRow } from "./document";
import { lineWidth } from "./line-width";
import { renderReach } from "./render";

const way = (to: string, port: number | null, protocol: string | null, whole = true): WayRow => ({
  ...{ from: "queue-service", to, port, protocol, whole },
});
const shown = (ways: readonly WayRow[], width?: number) => {
  const names = [...new Set(["queue-service", ...ways.map(({ to }) => to)])];
  const document: ReachDocument = {
    ...{ version: 1, stack: "blue", ways, notes: [] },
    parties: names.map((name) => ({ name, inside: true })),
  };
  return renderReach(document, width).split("\n").slice(1);
};

describe("the table of who calls whom", () => {
  it.each([
    [[["UDP", "TCP"], 53], "53"],
    [[["UDP"], 53], "53/UDP"],
    [[["TCP"], 53], "53/TCP"],
    [[["TCP"], 443], "443"],
    [[["UDP", "TCP"], 443], "443/UDP+TCP"],
  ] as const)(
    "names the protocols of %j only where they are not the usual ones: %s",
    ([protocols, port], text) => {
      const [, , row] = shown(protocols.map((protocol) => way("DNS", port, protocol)));
      expect(row).toBe(`queue  ${text}`);
    },
  );

  it("says that every port is open, and that only some addresses are meant", () => {
    const [, , row] = shown([way("a", null, null), way("b", 443, "TCP", false)]);
    expect(row).toBe("queue  all  443 in part");
  });

  it("goes on below between words where the line is short, and cuts none", () => {
    const names = ["kafka-spring", "postgres proxy", "catalog-service"];
    const lines = shown(
      names.flatMap((name) => [way(name, 9092, "TCP"), way(name, 9093, "TCP")]),
      20,
    );
    expect(lines).toEqual([
      "who    kafka  postgres proxy  catalog",
      "─────  ─────  ──────────────  ───────",
      "queue  9092   9092 9093       9092",
      "       9093                   9093",
    ]);
  });

  it("says so where there is nobody", () => {
    expect(renderReach({ version: 1, stack: "blue", parties: [], ways: [], notes: ["One", "Two"] })).toBe(
      "blue has no pods, or none that anybody reaches.\n\nOne\nTwo",
    );
  });
});

describe("a line", () => {
  it("is as long as COLUMNS says, else as the terminal is, else as it needs to be", () => {
    expect(lineWidth("200", { columns: 80 })).toBe(200);
    expect(lineWidth(undefined, { columns: 80 })).toBe(80);
    expect(lineWidth("wide", { columns: 80 })).toBe(80);
    expect(lineWidth("0", {})).toBe(Infinity);
  });
});
