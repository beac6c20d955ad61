import { example } from "../example";
import type { Judged, ResourcePolicy, StackPolicy } from "../policy";
import { at, isRecord, list, number, ofType, parsed, records, text, violation, violationIf } from "../read";
import { types } from "../types";
import { regionsOf } from "./regions";

function rulesOf(policy: unknown): readonly Readonly<Record<string, unknown>>[] | undefined {
  if (isRecord(policy)) return records(policy["rules"]);
  if (typeof policy !== "string") return undefined;
  const content = parsed(policy);
  return content === undefined ? undefined : records(at(content, "rules"));
}

/** What ECR refuses of a rule: https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
function ruleProblem({ selection }: Readonly<Record<string, unknown>>): string | undefined {
  const status = at(selection, "tagStatus");
  const tags = ["tagPrefixList", "tagPatternList"].filter((key) => list(at(selection, key)).length > 0);
  const isByAge = at(selection, "countType") === "sinceImagePushed";
  if (status !== "tagged" && status !== "untagged" && status !== "any") return "has no tagStatus";
  if (status === "tagged" && tags.length !== 1) return "must name tags by prefix or by pattern";
  if (status !== "tagged" && tags.length > 0) return `names tags although it is about ${status} images`;
  if (isByAge !== (at(selection, "countUnit") === "days"))
    return "has days where it counts images, or none where it counts days";
  if ((number(at(selection, "countNumber")) ?? 0) < 1) return "has no countNumber";
  return undefined;
}

const lifecycle = (...rules: readonly object[]) =>
  example(types.ecrLifecyclePolicy, { repository: "urr/auth", policy: JSON.stringify({ rules }) });
const expire = { action: { type: "expire" } };
const untagged = { tagStatus: "untagged", countType: "sinceImagePushed", countUnit: "days", countNumber: 7 };
const newest = { countType: "imageCountMoreThan", countNumber: 100 };

export const imageLifecyclesWellFormed: ResourcePolicy = {
  kind: "resource",
  id: "images-lifecycle-well-formed",
  requirement:
    "The rules by which images expire are such that ECR takes them, each with a priority of its own.",
  controls: ["V-129"],
  severity: "high",
  appliesTo: [types.ecrLifecyclePolicy],
  check: (policy) => {
    const rules = rulesOf(policy.props["policy"]);
    if (rules === undefined) {
      return violationIf(typeof policy.props["policy"] === "string", policy, "policy", "is no JSON");
    }
    const priorities = rules.map(({ rulePriority }) => number(rulePriority));
    const last = Math.max(...priorities.map((priority) => priority ?? 0));
    return [
      ...violationIf(rules.length === 0, policy, "policy", "has no rules"),
      ...rules.flatMap((rule, index) => {
        const problem = ruleProblem(rule);
        return problem === undefined ? [] : [violation(policy, `policy.rules[${String(index)}]`, problem)];
      }),
      ...violationIf(
        new Set(priorities).size < priorities.length || priorities.includes(undefined),
        policy,
        "policy",
        "gives two rules the same priority, or none",
      ),
      ...violationIf(
        rules.some((rule) => at(rule, "selection.tagStatus") === "any" && rule["rulePriority"] !== last),
        policy,
        "policy",
        "has a rule about any image that is not the last",
      ),
    ];
  },
  violatedBy: [
    [lifecycle()],
    [example(types.ecrLifecyclePolicy, { policy: "rules" })],
    [lifecycle({ ...expire, rulePriority: 1, selection: { tagStatus: "tagged", ...newest } })],
    [lifecycle({ ...expire, rulePriority: 1, selection: { ...untagged, countUnit: undefined } })],
    [lifecycle({ ...expire, rulePriority: 1, selection: { ...untagged, tagPatternList: ["*"] } })],
    [
      lifecycle(
        { ...expire, rulePriority: 1, selection: untagged },
        { ...expire, rulePriority: 1, selection: { tagStatus: "any", ...newest } },
      ),
    ],
    [
      lifecycle(
        { ...expire, rulePriority: 1, selection: { tagStatus: "any", ...newest } },
        { ...expire, rulePriority: 2, selection: untagged },
      ),
    ],
  ],
  keptBy: [
    lifecycle(
      { ...expire, rulePriority: 1, selection: untagged },
      { ...expire, rulePriority: 2, selection: { tagStatus: "tagged", tagPatternList: ["*"], ...newest } },
    ),
  ],
};

const keysOf = ({ props }: Judged): readonly string[] =>
  records(props["encryptionConfigurations"]).flatMap(({ kmsKey }) => text(kmsKey) ?? []);

export const imageKeysNear: StackPolicy = {
  kind: "stack",
  id: "images-key-in-their-region",
  requirement: "A repository is encrypted with a key of its own region.",
  controls: ["V-129"],
  severity: "high",
  appliesTo: [types.ecrRepository],
  check: (resources) => {
    const providers = ofType(resources, types.awsProvider);
    return ofType(resources, types.ecrRepository).flatMap((repository) => {
      const here = regionsOf(repository, providers);
      return keysOf(repository)
        .map((arn) => arn.split(":")[3] ?? "")
        .filter((region) => here.length > 0 && region !== "" && !here.includes(region))
        .map((region) => violation(repository, "encryptionConfigurations", `names a key in ${region}`));
    });
  },
  violatedBy: [
    [
      example(types.awsProvider, { region: "ap-northeast-2" }),
      example(types.ecrRepository, {
        encryptionConfigurations: [{ kmsKey: "arn:aws:kms:us-east-1:123456789012:key/1" }],
      }),
    ],
  ],
  keptBy: [
    example(types.awsProvider, { region: "ap-northeast-2" }),
    example(types.ecrRepository, {
      encryptionConfigurations: [{ kmsKey: "arn:aws:kms:ap-northeast-2:123456789012:key/1" }],
    }),
  ],
};
