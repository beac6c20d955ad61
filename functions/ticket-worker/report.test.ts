import { DatabaseError } from "pg";
import { describe, expect, it } from "vitest";
import { aMessage } from "../../test/support/ticketing/a-batch";
import { aTicketEvent } from "../../test/support/ticketing/an-event";
import type { Application } from "./apply-event";
import { nameOf, reporter } from "./report";

const visitor = "visitor-of-22-letters-";

/** What was told: names of figures, and lines of the log. */
function listening() {
  const [figures, lines]: [string[], unknown[]] = [[], []];
  const line = (...said: unknown[]) => lines.push(said);
  const report = reporter({
    logger: { info: line, warn: line, error: line },
    metrics: { addMetric: (name) => figures.push(name) },
  });
  return { figures, lines, report };
}

const paid = aTicketEvent("payment.succeeded", { visitor });

describe("what the worker tells", () => {
  it.each([
    ["applied", "applied", ["Applied"]],
    ["applied", "repeated", ["Applied"]],
    ["applied", "rejected", ["Applied", "Rejected"]],
    ["applied", "refund_due", ["Applied", "RefundDue"]],
    ["duplicate", "refund_due", ["Duplicate", "RefundDue"]],
    ["duplicate", "rejected", ["Duplicate"]],
  ] as const)("of an event that was %s, with the outcome %s: %j", (kind, outcome, expected) => {
    const { figures, report } = listening();
    report.applied(paid, { kind, outcome, status: "HELD" } satisfies Application);

    expect(figures).toEqual(expected);
  });

  it("of everything else is a line, and mostly a figure; never who it was about", () => {
    const { figures, lines, report } = listening();
    const message = aMessage(paid);
    const error = new Error(`Key (visitor)=(${visitor}) already exists`);
    report.applied(paid, { kind: "applied", outcome: "refund_due", status: "EXPIRED" });
    report.setAside(message, { reason: "gave up", detail: nameOf(error) });
    report.failed(message, error);
    report.retriedLate(error);
    report.seatMapStale({ event: "autumn-tour", section: "A" }, error);
    report.sessionLeftOpen({ bought: { event: "autumn-tour", visitor, messageId: "1" }, error });
    report.databaseNotReady(error);
    report.reconciliationCutShort({ event: "autumn-tour", section: "A" });

    expect(figures).toEqual([
      ...["Applied", "RefundDue", "Poison", "SeatMapStale", "SessionLeftOpen"],
      ...["DatabaseNotReady", "ComparisonCutShort"],
    ]);
    expect(lines).toHaveLength(8);
    expect(JSON.stringify(lines)).not.toContain(visitor);
  });

  it.each([
    [Object.assign(new DatabaseError("secret", 1, "error"), { code: "55P03" }), "database 55P03"],
    [Object.assign(new Error("secret"), { code: "ECONNREFUSED" }), "Error ECONNREFUSED"],
    [new TypeError("secret"), "TypeError"],
    ["secret", "unknown"],
  ])("of a failure is its kind: %s", (error, name) => {
    expect(nameOf(error)).toBe(name);
  });
});
