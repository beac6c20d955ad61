import { at, isRecord, list, number, records, text, texts, type Props } from "../../policies/read";
import type { Resource } from "../offline/resource";
import type { Action, Condition, Listener, Redirect, Rule, TargetGroup } from "./listener";

/** A load balancer with what listens on it. */
export interface LoadBalancer {
  readonly name: string;
  /** What records point to. */
  readonly dnsName: string;
  readonly listeners: readonly Listener[];
}

/** The load balancers of a stack, their rules in the order in which they are asked. */
export function readLoadBalancers(resources: readonly Resource[]): readonly LoadBalancer[] {
  const ofType = (type: string) => resources.filter((one) => one.type === type);
  const groups = ofType("aws:lb/targetGroup:TargetGroup");
  const rules = ofType("aws:lb/listenerRule:ListenerRule");
  const listeners = ofType("aws:lb/listener:Listener");

  const rulesOf = (listener: Resource): readonly Rule[] =>
    rules
      .filter(({ inputs }) => isArnOf(listener, inputs["listenerArn"]))
      .map(({ name, inputs }) => ({
        name,
        priority: number(inputs["priority"]) ?? 0,
        conditions: records(inputs["conditions"]).map((condition) => conditionOf(condition, name)),
        action: actionOf(inputs["actions"], groups, name),
      }))
      .toSorted((one, other) => one.priority - other.priority);

  return ofType("aws:lb/loadBalancer:LoadBalancer").map((balancer) => ({
    name: balancer.name,
    dnsName: text(balancer.outputs["dnsName"]) ?? "",
    listeners: listeners
      .filter(({ inputs }) => isArnOf(balancer, inputs["loadBalancerArn"]))
      .map((listener) => ({
        name: listener.name,
        port: number(listener.inputs["port"]) ?? 443,
        rules: rulesOf(listener),
        otherwise: actionOf(listener.inputs["defaultActions"], groups, listener.name),
      })),
  }));
}

function isArnOf({ id, outputs }: Resource, arn: unknown): boolean {
  return arn === (outputs["arn"] ?? id);
}

function conditionOf(condition: Props, rule: string): Condition {
  const values = (part: string) => texts(at(condition, `${part}.values`));
  if (isRecord(condition["hostHeader"])) return { kind: "host", values: values("hostHeader") };
  if (isRecord(condition["pathPattern"])) return { kind: "path", values: values("pathPattern") };
  if (isRecord(condition["httpRequestMethod"]))
    return { kind: "method", values: values("httpRequestMethod") };
  if (isRecord(condition["sourceIp"])) return { kind: "source", networks: values("sourceIp") };
  const name = text(at(condition, "httpHeader.httpHeaderName"));
  if (name !== undefined) return { kind: "header", name, values: values("httpHeader") };
  const pairs = records(condition["queryStrings"]);
  if (pairs.length > 0) {
    return {
      kind: "query",
      pairs: pairs.map(({ key, value }) => ({ key: text(key), value: text(value) ?? "" })),
    };
  }
  throw new Error(
    `the rule ${rule} has a condition that is not known here: ${Object.keys(condition).join()}`,
  );
}

/** Of several actions the last decides; those before it only ask who somebody is. */
function actionOf(actions: unknown, groups: readonly Resource[], owner: string): Action {
  const last = records(actions).at(-1);
  if (last?.["type"] === "forward") {
    const given =
      last["targetGroupArn"] ?? list(at(last, "forward.targetGroups")).map((one) => at(one, "arn"));
    const targets = texts(given).map((arn) => groupOf(arn, groups, owner));
    return { kind: "forward", targets };
  }
  if (last?.["type"] === "redirect" && isRecord(last["redirect"])) {
    return { kind: "redirect", ...redirectOf(last["redirect"]) };
  }
  if (last?.["type"] === "fixed-response") {
    return {
      kind: "answer",
      status: Number(at(last, "fixedResponse.statusCode") ?? 200),
      contentType: text(at(last, "fixedResponse.contentType")) ?? "",
      body: text(at(last, "fixedResponse.messageBody")) ?? "",
    };
  }
  throw new Error(`${owner} has an action that is not known here: ${String(last?.["type"])}`);
}

function groupOf(arn: string, groups: readonly Resource[], owner: string): TargetGroup {
  const group = groups.find((one) => isArnOf(one, arn));
  if (group === undefined)
    throw new Error(`${owner} forwards to ${arn}, which is no target group of the stack`);
  const { name, inputs } = group;
  return { name, targetType: text(inputs["targetType"]) ?? "instance", port: number(inputs["port"]) };
}

function redirectOf(given: Props): { readonly status: number; readonly to: Redirect } {
  const part = (name: keyof Redirect, otherwise: string) => text(given[name]) ?? otherwise;
  return {
    status: Number((text(given["statusCode"]) ?? "").replace("HTTP_", "")),
    to: {
      protocol: part("protocol", "#{protocol}"),
      host: part("host", "#{host}"),
      port: part("port", "#{port}"),
      path: part("path", "/#{path}"),
      query: part("query", "#{query}"),
    },
  };
}
