import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { at, isRecord, records, text, violationIf, type Props } from "../read";
import { types } from "../types";

const answering = (body: Props) =>
  example(types.webAcl, {
    customResponseBodies: [{ key: "blocked", contentType: "APPLICATION_JSON", content: "{}", ...body }],
    rules: [
      {
        name: "join",
        action: { block: { customResponse: { responseCode: 403, customResponseBodyKey: "blocked" } } },
      },
    ],
  });
const contentTypes = ["TEXT_PLAIN", "TEXT_HTML", "APPLICATION_JSON"];
const longestBody = 4_096;

/** https://docs.aws.amazon.com/waf/latest/developerguide/limits.html */
export const firewallAnswersLegal: ResourcePolicy = {
  kind: "resource",
  id: "firewalls-answers-legal",
  requirement: "An answer of a web ACL's own is there, and has a size and a type that WAF takes.",
  controls: ["V-30"],
  severity: "high",
  appliesTo: [types.webAcl],
  check: (one) => {
    const bodies = records(one.props["customResponseBodies"]);
    return [
      ...bodies.flatMap((body, index) => [
        ...violationIf(
          !contentTypes.includes(text(body["contentType"]) ?? ""),
          one,
          `customResponseBodies[${String(index)}].contentType`,
          `is none of ${contentTypes.join(", ")}`,
        ),
        ...violationIf(
          Buffer.byteLength(text(body["content"]) ?? "") > longestBody,
          one,
          `customResponseBodies[${String(index)}].content`,
          `is longer than ${String(longestBody)} bytes`,
        ),
      ]),
      ...records(one.props["rules"]).flatMap((rule, index) => {
        const answer = at(rule, "action.block.customResponse");
        if (!isRecord(answer)) return [];
        const key = text(answer["customResponseBodyKey"]);
        return violationIf(
          key !== undefined && !bodies.some((body) => body["key"] === key),
          one,
          `rules[${String(index)}].action.block.customResponse.customResponseBodyKey`,
          "names no body of the web ACL",
        );
      }),
    ];
  },
  violatedBy: [
    [answering({ contentType: "application/json" })],
    [answering({ content: "x".repeat(4_097) })],
    [answering({ key: "other" })],
  ],
  keptBy: [answering({}), answering({ content: "x".repeat(4_096) })],
};
