import { BlockList } from "node:net";
import { at, isRecord, records, text, type Props } from "../../../policies/read";
import type { Resource } from "../../../tools/offline/resource";

/** What a web ACL sees of a request. */
export interface Visit {
  readonly method: string;
  /** As it was sent. */
  readonly path: string;
  readonly query?: string;
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What AWS knows beside the request. */
export interface Known {
  /** Rules whose limit the address has passed. */
  readonly over?: readonly string[];
  /** What the browser has shown before: nothing, something forged, that it is a browser, that there is a person. */
  readonly token?: "absent" | "rejected" | "challenged" | "solved";
  /** Rules of AWS's groups that find something, by their group. */
  readonly found?: Readonly<Record<string, readonly string[]>>;
}

export interface Verdict {
  /** Undefined where no rule ended it. */
  readonly rule: string | undefined;
  readonly action: "allow" | "block" | "captcha" | "challenge";
}

type Labels = Set<string>;

/** Groups of AWS's that look at tokens, and label what they find. */
const tokenReaders = ["AWSManagedRulesBotControlRuleSet"];

/**
 * What becomes of a request, by AWS's rules: the first that matches and ends it decides. A challenge and a puzzle end
 * it for who has no token that says they were passed:
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
 */
export function verdict(webAcl: Resource, ipSets: readonly Resource[], visit: Visit, known: Known): Verdict {
  const labels: Labels = new Set();
  const rules = records(webAcl.inputs["rules"]).toSorted(
    (one, other) => Number(one["priority"]) - Number(other["priority"]),
  );
  const judged = new Judging(ipSets, visit, known, labels);
  for (const rule of rules) {
    const action = judged.ends(rule);
    if (action !== undefined) return { rule: text(rule["name"]), action };
  }
  const otherwise = isRecord(at(webAcl.inputs, "defaultAction.block")) ? "block" : "allow";
  return { rule: undefined, action: otherwise };
}

class Judging {
  readonly #ipSets: readonly Resource[];
  readonly #visit: Visit;
  readonly #known: Known;
  readonly #labels: Labels;

  constructor(ipSets: readonly Resource[], visit: Visit, known: Known, labels: Labels) {
    [this.#ipSets, this.#visit, this.#known, this.#labels] = [ipSets, visit, known, labels];
  }

  /** What ends the request here; undefined where the next rule is asked. */
  ends(rule: Props): Verdict["action"] | undefined {
    const group = at(rule, "statement.managedRuleGroupStatement");
    if (isRecord(group)) return this.#groupBlocks(group) ? "block" : undefined;
    const rate = at(rule, "statement.rateBasedStatement");
    const matches = isRecord(rate) ? this.#isOver(rule, rate) : this.#matches(rule["statement"]);
    if (!matches) return undefined;
    const [action = ""] = Object.keys(isRecord(rule["action"]) ? rule["action"] : {});
    const { token = "absent" } = this.#known;
    switch (action) {
      case "allow":
      case "block":
        return action;
      case "challenge":
        return token === "challenged" || token === "solved" ? undefined : action;
      case "captcha":
        return token === "solved" ? undefined : action;
      case "count":
        return undefined;
      default:
        throw new Error(`the rule ${String(rule["name"])} has the action ${action}`);
    }
  }

  #isOver(rule: Props, rate: Props): boolean {
    const isOver = (this.#known.over ?? []).includes(text(rule["name"]) ?? "");
    return isOver && this.#matches(rate["scopeDownStatement"]);
  }

  #groupBlocks(group: Props): boolean {
    const scope = group["scopeDownStatement"];
    if (scope !== undefined && !this.#matches(scope)) return false;
    const name = text(group["name"]) ?? "";
    const { token = "absent", found = {} } = this.#known;
    if (tokenReaders.includes(name) && (token === "absent" || token === "rejected")) {
      this.#labels.add(`awswaf:managed:token:${token}`);
    }
    const counting = records(group["ruleActionOverrides"])
      .filter((one) => isRecord(at(one, "actionToUse.count")))
      .map((one) => one["name"]);
    return (found[name] ?? []).some((rule) => !counting.includes(rule));
  }

  #matches(statement: unknown): boolean {
    if (!isRecord(statement)) throw new Error("a statement is missing");
    const [[kind, what] = ["", undefined], ...others] = Object.entries(statement);
    if (others.length > 0 || !isRecord(what)) throw new Error(`a statement is of no one kind: ${kind}`);
    const inner = () => records(what["statements"]);
    switch (kind) {
      case "andStatement":
        return inner().every((one) => this.#matches(one));
      case "orStatement":
        return inner().some((one) => this.#matches(one));
      case "notStatement":
        return !this.#matches(what["statement"]);
      case "labelMatchStatement":
        return this.#labels.has(text(what["key"]) ?? "");
      case "ipSetReferenceStatement":
        return this.#isOf(what["arn"]);
      case "regexMatchStatement":
        return new RegExp(text(what["regexString"]) ?? "", "u").test(this.#field(what));
      case "byteMatchStatement":
        return compare(what["positionalConstraint"], this.#field(what), text(what["searchString"]) ?? "");
      default:
        throw new Error(`statements of the kind ${kind} are not judged`);
    }
  }

  #field(statement: Props): string {
    return records(statement["textTransformations"]).reduce(
      (value, { type }) => transformed(value, type),
      this.#sent(statement),
    );
  }

  #sent(statement: Props): string {
    const field = isRecord(statement["fieldToMatch"]) ? statement["fieldToMatch"] : {};
    if (field["uriPath"] !== undefined) return this.#visit.path;
    if (field["queryString"] !== undefined) return this.#visit.query ?? "";
    if (field["method"] !== undefined) return this.#visit.method;
    const name = text(at(field, "singleHeader.name"));
    if (name !== undefined) return this.#visit.headers?.[name] ?? "";
    throw new Error(`the field ${Object.keys(field).join()} is not judged`);
  }

  #isOf(arn: unknown): boolean {
    const set = this.#ipSets.find(({ outputs }) => outputs["arn"] === arn);
    if (set === undefined) throw new Error(`there is no set ${String(arn)}`);
    const list = new BlockList();
    for (const block of set.inputs["addresses"] as readonly string[]) {
      const [start = "", bits] = block.split("/");
      list.addSubnet(start, Number(bits));
    }
    return this.#visit.address !== undefined && list.check(this.#visit.address);
  }
}

function transformed(value: string, type: unknown): string {
  if (type === "NONE") return value;
  if (type !== "URL_DECODE") throw new Error(`texts are not transformed by ${String(type)}`);
  return value.replaceAll(/%[\da-f]{2}/gi, (escape) =>
    String.fromCharCode(Number.parseInt(escape.slice(1), 16)),
  );
}

const comparisons: Readonly<Record<string, (value: string, wanted: string) => boolean>> = {
  EXACTLY: (value, wanted) => value === wanted,
  STARTS_WITH: (value, wanted) => value.startsWith(wanted),
  ENDS_WITH: (value, wanted) => value.endsWith(wanted),
  CONTAINS: (value, wanted) => value.includes(wanted),
};

function compare(how: unknown, value: string, wanted: string): boolean {
  const comparison = comparisons[String(how)];
  if (comparison === undefined) throw new Error(`bytes are not compared by ${String(how)}`);
  return comparison(value, wanted);
}
