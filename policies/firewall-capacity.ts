import { isRecord, records, text, type Props } from "./read";

/** https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const ofManagedGroup: ReadonlyMap<string, number> = new Map([
  ["AWSManagedRulesACFPRuleSet", 50],
  ["AWSManagedRulesATPRuleSet", 50],
  ["AWSManagedRulesAdminProtectionRuleSet", 100],
  ["AWSManagedRulesAmazonIpReputationList", 25],
  ["AWSManagedRulesAnonymousIpList", 50],
  ["AWSManagedRulesAntiDDoSRuleSet", 50],
  ["AWSManagedRulesBotControlRuleSet", 50],
  ["AWSManagedRulesCommonRuleSet", 700],
  ["AWSManagedRulesKnownBadInputsRuleSet", 200],
  ["AWSManagedRulesLinuxRuleSet", 200],
  ["AWSManagedRulesPHPRuleSet", 100],
  ["AWSManagedRulesSQLiRuleSet", 200],
  ["AWSManagedRulesUnixRuleSet", 100],
  ["AWSManagedRulesWindowsRuleSet", 200],
  ["AWSManagedRulesWordPressRuleSet", 100],
]);

type BaseCost = (statement: Props) => number;

/** Statements that look at a part of a request, by their base cost: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statements-match.html */
const ofPart: ReadonlyMap<string, BaseCost> = new Map<string, BaseCost>([
  [
    "byteMatchStatement",
    ({ positionalConstraint }) =>
      ["EXACTLY", "STARTS_WITH", "ENDS_WITH"].includes(text(positionalConstraint) ?? "") ? 2 : 10,
  ],
  ["regexMatchStatement", () => 3],
  ["regexPatternSetReferenceStatement", () => 25],
  ["sizeConstraintStatement", () => 1],
  ["sqliMatchStatement", ({ sensitivityLevel }) => (sensitivityLevel === "HIGH" ? 30 : 20)],
  ["xssMatchStatement", () => 40],
]);

/** Statements about where a request comes from, or what earlier rules said of it. */
const ofOrigin: ReadonlyMap<string, BaseCost> = new Map<string, BaseCost>([
  ["asnMatchStatement", () => 1],
  ["geoMatchStatement", () => 1],
  ["labelMatchStatement", () => 1],
  [
    "ipSetReferenceStatement",
    ({ ipSetForwardedIpConfig }) =>
      isRecord(ipSetForwardedIpConfig) && ipSetForwardedIpConfig["position"] === "ANY" ? 5 : 1,
  ],
]);

const transformation = 10;
const allQueryArguments = 10;
const rateBased = 2;
const ofCustomKey = 30;

interface Count {
  readonly units: number;
  /** What is transformed before it is looked at, and how: AWS does it once, however many statements ask for it. */
  readonly transformations: ReadonlySet<string>;
  /** What has no cost here. */
  readonly uncounted: readonly string[];
}

const nothing: Count = { units: 0, transformations: new Set(), uncounted: [] };
const units = (count: number): Count => ({ ...nothing, units: count });

function together(counts: readonly Count[]): Count {
  return {
    units: counts.reduce((sum, one) => sum + one.units, 0),
    transformations: new Set(counts.flatMap((one) => [...one.transformations])),
    uncounted: counts.flatMap((one) => one.uncounted),
  };
}

function partCount(statement: Props, base: number): Count {
  const field = isRecord(statement["fieldToMatch"]) ? statement["fieldToMatch"] : {};
  return {
    units:
      (field["jsonBody"] === undefined ? base : base * 2) +
      (field["allQueryArguments"] === undefined ? 0 : allQueryArguments),
    transformations: new Set(
      records(statement["textTransformations"])
        .map(({ type }) => text(type) ?? "")
        .filter((type) => type !== "NONE" && type !== "")
        .map((type) => `${JSON.stringify(field)} ${type}`),
    ),
    uncounted: [],
  };
}

function managedGroupCount(statement: Props): Count {
  const name = text(statement["name"]) ?? "";
  const group = statement["vendorName"] === "AWS" ? ofManagedGroup.get(name) : undefined;
  return group === undefined ? { ...nothing, uncounted: [`the rule group ${name}`] } : units(group);
}

function kindCount(kind: string, statement: Props): Count {
  const part = ofPart.get(kind);
  if (part !== undefined) return partCount(statement, part(statement));
  const origin = ofOrigin.get(kind);
  if (origin !== undefined) return units(origin(statement));
  switch (kind) {
    case "andStatement":
    case "orStatement":
      return together(records(statement["statements"]).map(statementCount));
    case "notStatement":
      return statementsCount(statement);
    case "managedRuleGroupStatement":
      return together([managedGroupCount(statement), scopeCount(statement)]);
    case "rateBasedStatement":
      return together([
        units(rateBased + ofCustomKey * records(statement["customKeys"]).length),
        scopeCount(statement),
      ]);
    default:
      return { ...nothing, uncounted: [kind] };
  }
}

/** `not` holds one statement; the provider's older forms of it hold a list. */
function statementsCount(statement: Props): Count {
  return together([statement["statement"], ...records(statement["statements"])].map(statementCount));
}

function scopeCount(statement: Props): Count {
  return statementCount(statement["scopeDownStatement"]);
}

function statementCount(statement: unknown): Count {
  if (!isRecord(statement)) return nothing;
  return together(
    Object.entries(statement).map(([kind, inner]) => (isRecord(inner) ? kindCount(kind, inner) : nothing)),
  );
}

function rulesCount(rules: unknown): Count {
  return together(records(rules).map((rule) => statementCount(rule["statement"])));
}

/**
 * How many capacity units (WCU) the rules of a web ACL take, as the arguments of a `WebAcl` say them.
 *
 * AWS adds ten for each transformation of a part of a request, and counts the same one of the same part once.
 */
export function capacityOf(rules: unknown): number {
  const count = rulesCount(rules);
  return count.units + transformation * count.transformations.size;
}

/** What in the rules `capacityOf` knows no cost of, and leaves out. */
export function uncountedIn(rules: unknown): readonly string[] {
  return rulesCount(rules).uncounted;
}
