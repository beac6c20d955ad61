import { example } from "../example";
import type { ResourcePolicy, StackPolicy } from "../policy";
import { isRecord, number, ofType, records, text, texts, violation, violationIf, type Props } from "../read";
import { types } from "../types";
import { regionsOf } from "./regions";

const certificateArn = "arn:aws:acm:ap-northeast-2:123456789012:certificate/1";
const sslPolicy = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";
const listener = (props: Props = {}) =>
  example(types.listener, {
    loadBalancerArn: "arn:lb",
    ...{ protocol: "HTTPS", port: 443, certificateArn, sslPolicy },
    ...props,
  });
const plain = { protocol: "HTTP", port: 80, certificateArn: undefined, sslPolicy: undefined };

export const listenersLegal: ResourcePolicy = {
  kind: "resource",
  id: "listeners-legal",
  requirement:
    "A listener for HTTPS has a port, a certificate and a TLS policy; one for HTTP has a port alone.",
  controls: ["V-43"],
  severity: "high",
  appliesTo: [types.listener],
  check: (one) => {
    const port = number(one.props["port"]) ?? 0;
    const isHttps = one.props["protocol"] === "HTTPS";
    return [
      ...violationIf(
        !isHttps && one.props["protocol"] !== "HTTP",
        one,
        "protocol",
        "is neither HTTPS nor HTTP",
      ),
      ...violationIf(port < 1 || port > 65_535, one, "port", "is not from 1 to 65535"),
      ...["certificateArn", "sslPolicy"].flatMap((key) =>
        violationIf(
          (text(one.props[key]) !== undefined) !== isHttps,
          one,
          key,
          isHttps ? "is missing" : "is set, but HTTP has none",
        ),
      ),
    ];
  },
  violatedBy: [
    [listener({ certificateArn: undefined })],
    [listener({ sslPolicy: undefined })],
    [listener({ port: 0 })],
    [listener({ ...plain, sslPolicy })],
    [listener({ protocol: "TCP" })],
  ],
  keptBy: [listener(), listener(plain)],
};

export const listenerCertificatesNear: StackPolicy = {
  kind: "stack",
  id: "listeners-certificates-near",
  requirement: "A listener's certificate is of the listener's own region.",
  controls: ["V-43", "V-03"],
  severity: "high",
  appliesTo: [types.listener],
  check: (resources) => {
    const providers = ofType(resources, types.awsProvider);
    return ofType(resources, types.listener).flatMap((one) => {
      const region = text(one.props["certificateArn"])?.split(":")[3];
      const own = regionsOf(one, providers);
      return violationIf(
        region !== undefined && own.length > 0 && !own.includes(region),
        one,
        "certificateArn",
        `is of ${region ?? ""}, not of ${own.join(", ")}`,
      );
    });
  },
  violatedBy: [
    [
      example(types.awsProvider, { region: "ap-northeast-2" }),
      listener({ certificateArn: certificateArn.replace("ap-northeast-2", "us-east-1") }),
    ],
  ],
  keptBy: [example(types.awsProvider, { region: "ap-northeast-2" }), listener()],
};

const acting = (...actions: readonly Props[]) => listener({ defaultActions: actions });
const answering = (fixedResponse: Props) => acting({ type: "fixed-response", fixedResponse });
const contentTypes = ["text/plain", "text/css", "text/html", "application/javascript", "application/json"];
const longestBody = 1_024;
const mostGroups = 5;

function actionProblems(action: Props): readonly string[] {
  const answer = isRecord(action["fixedResponse"]) ? action["fixedResponse"] : {};
  const redirect = isRecord(action["redirect"]) ? action["redirect"] : {};
  const groups = isRecord(action["forward"]) ? records(action["forward"]["targetGroups"]).length : 0;
  switch (action["type"]) {
    case "fixed-response":
      return [
        ...(/^[245]\d\d$/.test(texts(answer["statusCode"]).join())
          ? []
          : ["answers no status of 2xx, 4xx or 5xx"]),
        ...(contentTypes.includes(text(answer["contentType"]) ?? "")
          ? []
          : [`answers a content type that is none of ${contentTypes.join(", ")}`]),
        ...(Buffer.byteLength(text(answer["messageBody"]) ?? "") > longestBody
          ? [`answers more than ${String(longestBody)} bytes`]
          : []),
      ];
    case "redirect":
      return /^HTTP_30[12]$/.test(texts(redirect["statusCode"]).join())
        ? []
        : ["redirects with neither HTTP_301 nor HTTP_302"];
    case "forward":
      return (text(action["targetGroupArn"]) === undefined) === (groups === 0) || groups > mostGroups
        ? [`forwards to none, to two forms of one, or to more than ${String(mostGroups)} target groups`]
        : [];
    default:
      return [];
  }
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html */
export const listenerActionsLegal: ResourcePolicy = {
  kind: "resource",
  id: "listeners-actions-legal",
  requirement: "What a listener or a rule answers or does is what a load balancer can.",
  controls: ["V-43"],
  severity: "high",
  appliesTo: [types.listener, types.listenerRule],
  check: (one) =>
    ["defaultActions", "actions"].flatMap((key) =>
      records(one.props[key]).flatMap((action, index) =>
        actionProblems(action).map((problem) => violation(one, `${key}[${String(index)}]`, problem)),
      ),
    ),
  violatedBy: [
    [answering({ statusCode: "302", contentType: "text/plain" })],
    [answering({ statusCode: "403", contentType: "text/json" })],
    [answering({ statusCode: "403", contentType: "text/plain", messageBody: "x".repeat(1_025) })],
    [acting({ type: "redirect", redirect: { statusCode: "301" } })],
    [acting({ type: "forward" })],
    [
      example(types.listenerRule, {
        actions: [{ type: "forward", forward: { targetGroups: Array(6).fill({}) } }],
      }),
    ],
  ],
  keptBy: [
    answering({ statusCode: "404", contentType: "application/json", messageBody: "{}" }),
    acting({ type: "redirect", redirect: { statusCode: "HTTP_301" } }),
    example(types.listenerRule, { actions: [{ type: "forward", targetGroupArn: "arn:tg" }] }),
    acting({ type: "forward", forward: { targetGroups: [{ arn: "arn:tg" }] } }),
  ],
};

export const listenerValidity = [listenersLegal, listenerCertificatesNear, listenerActionsLegal];
