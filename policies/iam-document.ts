import { includes } from "./glob";
import { isRecord, parsed, text, texts, type Props } from "./read";

/** A statement of a policy document, with every list written as a list. */
export interface Statement {
  readonly sid: string | undefined;
  readonly allows: boolean;
  /** `*`, or who is named, e.g. `AWS:arn:…`, `Service:sns.amazonaws.com`; undefined without a principal. */
  readonly principals: readonly string[] | undefined;
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly resources: readonly string[];
  /** What `NotResource` spares; everything else is meant. */
  readonly notResources: readonly string[];
  readonly hasResource: boolean;
  readonly condition: Props;
}

export interface Document {
  readonly version: string | undefined;
  readonly statements: readonly Statement[];
}

/** Reads a document, given as JSON or as an object. Undefined where it is neither: while a deployment is under way, or wrong. */
export function toDocument(value: unknown): Document | undefined {
  const content = typeof value === "string" ? parsed(value) : value;
  if (!isRecord(content)) return undefined;
  const statements = Array.isArray(content["Statement"]) ? content["Statement"] : [content["Statement"]];
  return { version: text(content["Version"]), statements: statements.filter(isRecord).map(toStatement) };
}

export function statementsOf(value: unknown): readonly Statement[] {
  return toDocument(value)?.statements ?? [];
}

/** Keys of conditions that tie a request to somebody or something we know. */
const narrowingKeys =
  /^(aws:(source(account|arn|orgid|orgpaths|owner|vpc|vpce)|principal(account|arn|orgid|orgpaths|servicename)|resourceaccount|resourceorgid)|kms:calleraccount|sns:endpoint|s3:dataaccesspointaccount)$/i;
const equalities = /^(forallvalues:|foranyvalue:)?(string|arn)(equals|like|equalsignorecase)$/i;

/** Whether a condition lets through nobody but those it names. */
export function isNarrowed({ condition }: Statement): boolean {
  return Object.entries(condition).some(
    ([operator, keys]) =>
      equalities.test(operator) &&
      isRecord(keys) &&
      Object.entries(keys).some(
        ([key, values]) =>
          narrowingKeys.test(key) &&
          texts(values).length > 0 &&
          !texts(values).some((value) => /^\*+$/.test(value)),
      ),
  );
}

/** Values that a statement asks a key to have, by these operators; IAM does not tell upper from lower case in keys. */
export function valuesAsked({ condition }: Statement, operators: RegExp, key: string): readonly string[] {
  return Object.entries(condition)
    .filter(([operator]) => operators.test(operator))
    .flatMap(([, keys]) => (isRecord(keys) ? Object.entries(keys) : []))
    .filter(([name]) => name.toLowerCase() === key.toLowerCase())
    .flatMap(([, values]) => texts(values));
}

/** Whether a statement is about every resource there is, or all but a few. */
export function isEverywhere({ resources, notResources }: Statement): boolean {
  return resources.includes("*") || notResources.length > 0;
}

/** Whether anybody at all is allowed something. */
export function isPublic(statement: Statement): boolean {
  return (
    statement.allows &&
    (statement.principals?.some((principal) => principal === "*" || principal === "AWS:*") ?? false) &&
    !isNarrowed(statement)
  );
}

/** Whether a statement refuses `action` to requests without TLS. */
export function refusesPlainText(statement: Statement, action: string): boolean {
  return (
    !statement.allows &&
    (statement.principals?.some((principal) => principal === "*" || principal === "AWS:*") ?? false) &&
    statement.actions.some((pattern) => includes(pattern, action, "i")) &&
    Object.entries(statement.condition).some(
      ([operator, keys]) =>
        /^bool(ifexists)?$/i.test(operator) &&
        isRecord(keys) &&
        Object.entries(keys).some(
          ([key, value]) =>
            /^aws:securetransport$/i.test(key) && (value === false || texts(value).includes("false")),
        ),
    )
  );
}

function toStatement(statement: Props): Statement {
  return {
    sid: text(statement["Sid"]),
    allows: statement["Effect"] === "Allow",
    principals: principalsOf(statement["Principal"]),
    actions: texts(statement["Action"]),
    notActions: texts(statement["NotAction"]),
    resources: texts(statement["Resource"]),
    notResources: texts(statement["NotResource"]),
    hasResource: statement["Resource"] !== undefined || statement["NotResource"] !== undefined,
    condition: isRecord(statement["Condition"]) ? statement["Condition"] : {},
  };
}

function principalsOf(principal: unknown): readonly string[] | undefined {
  if (principal === undefined) return undefined;
  if (!isRecord(principal)) return texts(principal);
  return Object.entries(principal).flatMap(([kind, names]) => texts(names).map((name) => `${kind}:${name}`));
}
