import { includes } from "../../policies/glob";
import { toDocument, type Statement } from "../../policies/iam-document";
import { isRecord } from "../../policies/read";

/** What somebody asks of AWS. */
export interface AccessRequest {
  readonly action: string;
  readonly resource: string;
  /** As documents name it, its kind in front: `AWS:arn:…`, `Service:lambda.amazonaws.com`, `Federated:arn:…`. */
  readonly principal?: string;
  readonly context: Readonly<Record<string, string | readonly string[]>>;
}

/** Documents as JSON or as objects. */
interface Granted {
  readonly identity: readonly unknown[];
  readonly boundary?: unknown;
}

/**
 * Whether documents allow a request, by AWS's rules for one account: a Deny wins, and the boundary must allow as well.
 * What these rules leave out is refused with an error and never passed over:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function isAllowed(request: AccessRequest, { identity, boundary }: Granted): boolean {
  const isMeant = (statement: Statement) => {
    if (statement.principals !== undefined) throw new Error("an identity's document names a principal");
    return concernsAction(statement, request) && concernsResource(statement, request);
  };
  const own = verdict(identity.flatMap(statementsIn), isMeant, request);
  const bounds = boundary === undefined ? own : verdict(statementsIn(boundary), isMeant, request);
  return own === "allowed" && bounds === "allowed";
}

/** Whether a role's trust policy lets the principal of a request assume it. */
export function mayAssume(trust: unknown, request: Omit<AccessRequest, "resource">): boolean {
  const isMeant = (statement: Statement) =>
    (statement.principals ?? []).some((named) => isPrincipal(named, request.principal)) &&
    concernsAction(statement, request);
  return verdict(statementsIn(trust), isMeant, request) === "allowed";
}

type Context = AccessRequest["context"];

function verdict(
  statements: readonly Statement[],
  isMeant: (statement: Statement) => boolean,
  { context }: Pick<AccessRequest, "context">,
): "allowed" | "denied" | "not mentioned" {
  const meant = statements.filter((statement) => isMeant(statement) && holds(statement, context));
  if (meant.some(({ allows }) => !allows)) return "denied";
  return meant.length > 0 ? "allowed" : "not mentioned";
}

function statementsIn(content: unknown): readonly Statement[] {
  const json = typeof content === "string" ? content : JSON.stringify(content);
  if (/"NotPrincipal"|\$\{/.test(json))
    throw new Error("NotPrincipal and policy variables are not evaluated");
  return toDocument(content)?.statements ?? raise("is no policy document");
}

/** The account's root stands for everybody in it, and IAM admits them as far as their own documents do. */
function isPrincipal(named: string, asking: string | undefined): boolean {
  if (asking === undefined) throw new Error("the request names no principal");
  const account = /^AWS:(?:arn:aws:iam::)?(\d{12})(?::root)?$/.exec(named)?.[1];
  if (account !== undefined) return new RegExp(`^AWS:arn:aws:(iam|sts)::${account}:`).test(asking);
  return named === "*" || (named === "AWS:*" && asking.startsWith("AWS:")) || named === asking;
}

function concernsAction(
  { actions, notActions }: Statement,
  { action }: Pick<AccessRequest, "action">,
): boolean {
  const isIn = (patterns: readonly string[]) => patterns.some((pattern) => includes(pattern, action, "i"));
  return notActions.length > 0 ? !isIn(notActions) : isIn(actions);
}

function concernsResource({ resources, notResources }: Statement, { resource }: AccessRequest): boolean {
  const isIn = (patterns: readonly string[]) => patterns.some((pattern) => includes(pattern, resource));
  return notResources.length > 0 ? !isIn(notResources) : isIn(resources);
}

/** Every operator with every key must hold. */
function holds({ condition }: Statement, context: Context): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(isRecord(keys) ? keys : raise("has a condition without keys")).every(([key, wanted]) =>
      compare(operator, valuesOf(wanted), valueIn(context, key)),
    ),
  );
}

const valuesOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(String);

function valueIn(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  const values = found === undefined ? [] : valuesOf(found);
  return values.length === 0 ? undefined : values;
}

type Test = (value: string, wanted: string) => boolean;

const sameText: Test = (value, wanted) => value === wanted;
const sameLetters: Test = (value, wanted) => value.toLowerCase() === wanted.toLowerCase();
const matching: Test = (value, wanted) => includes(wanted, value);
/** Part by part, so that no wildcard reaches from one part of an ARN into the next. */
const matchingArn: Test = (value, wanted) => {
  const [parts, patterns] = [partsOfArn(value), partsOfArn(wanted)];
  return (
    parts.length === patterns.length && parts.every((part, place) => includes(patterns[place] ?? "", part))
  );
};
const partsOfArn = (arn: string): readonly string[] => {
  const parts = arn.split(":");
  return [...parts.slice(0, 5), parts.slice(5).join(":")];
};

const tests: ReadonlyMap<string, Test> = new Map([
  ["StringEquals", sameText],
  ["StringEqualsIgnoreCase", sameLetters],
  ["StringLike", matching],
  ["ArnEquals", matchingArn],
  ["ArnLike", matchingArn],
  ["Bool", sameLetters],
]);

function compare(
  operator: string,
  wanted: readonly string[],
  values: readonly string[] | undefined,
): boolean {
  if (operator === "Null") return wanted.includes(String(values === undefined));
  const [, set, not, ifExists] =
    /^(?:(ForAllValues|ForAnyValue):)?(?:String|Arn|Bool)(Not)?.*?(IfExists)?$/.exec(operator) ?? [];
  const plain = operator.replace(/^For(All|Any)Values?:/, "").replace(/IfExists$/, "");
  const test = tests.get(plain.replace(/^(String|Arn)Not/, "$1")) ?? raise(`has the operator ${operator}`);
  if (values === undefined) {
    return ifExists !== undefined || set === "ForAllValues" || (not !== undefined && set === undefined);
  }
  const isMet = (value: string) => wanted.some((one) => test(value, one)) === (not === undefined);
  if (set === "ForAllValues") return values.every(isMet);
  if (set === undefined && values.length > 1) raise(`compares several values by ${operator}`);
  return values.some(isMet);
}

function raise(what: string): never {
  throw new Error(`a document ${what}, which is not evaluated`);
}
