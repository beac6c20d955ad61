import { at, isRecord, records, text, type Props } from "./read";

/** Whether a statement matches requests of a method: all of them, none, or as their other parts decide. */
export type Verdict = "all" | "none" | "some";

const opposite: Readonly<Record<Verdict, Verdict>> = { all: "none", none: "all", some: "some" };

const allOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes("none") ? "none" : verdicts.every((one) => one === "all") ? "all" : "some";

function ofMethod(statement: Props, method: string): Verdict {
  const wanted = text(statement["searchString"]);
  if (
    at(statement, "fieldToMatch.method") === undefined ||
    statement["positionalConstraint"] !== "EXACTLY" ||
    wanted === undefined
  )
    return "some";
  const isLowered = records(statement["textTransformations"]).some(({ type }) => type === "LOWERCASE");
  return wanted === (isLowered ? method.toLowerCase() : method) ? "all" : "none";
}

function ofKind(kind: string, statement: Props, method: string): Verdict {
  const inner = () =>
    [...records(statement["statements"]), statement["statement"]]
      .filter(isRecord)
      .map((one) => verdictFor(one, method));
  switch (kind) {
    case "byteMatchStatement":
      return ofMethod(statement, method);
    case "andStatement":
      return allOf(inner());
    case "orStatement":
      return opposite[allOf(inner().map((one) => opposite[one]))];
    case "notStatement":
      return opposite[allOf(inner())];
    case "rateBasedStatement":
    case "managedRuleGroupStatement":
      return verdictFor(statement["scopeDownStatement"], method) === "none" ? "none" : "some";
    default:
      return "some";
  }
}

/** What the statement of a firewall's rule says to requests of a method like `POST`, as far as the method decides. */
export function verdictFor(statement: unknown, method: string): Verdict {
  if (!isRecord(statement)) return "some";
  return allOf(
    Object.entries(statement).map(([kind, inner]) =>
      isRecord(inner) ? ofKind(kind, inner, method) : "some",
    ),
  );
}
