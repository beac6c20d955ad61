import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { parseSettings } from "../../infra/settings";
import { allPolicies } from "../../policies/all";
import { exceptions } from "../../policies/exceptions";
import { judge } from "../../policies/judge";
import { evaluateStack, type StackEvaluation } from "../../tools/preview/evaluate-stack";
import { asJudged } from "../../tools/preview/judged";
import { platform, readPlatform } from "../../tools/project/platform";
import { parseStackFile } from "../../tools/project/read-stack-file";
import { projectRoot, stackOf } from "../support/stacks";
import { guideConfig, guideIngressConfig } from "../support/workloads/guide";

/** An environment that runs the guide's services, with all that there is beside them. */
function evaluated(config: Readonly<Record<string, unknown>>): Promise<StackEvaluation> {
  const { problems, settings } = parseSettings(config, "guide");
  if (settings === undefined) throw new Error(JSON.stringify(problems));
  return evaluateStack({ ...stackOf("prod"), name: "guide", ...platform(settings) }, "update");
}

/** The stack file that the document shows. */
function documented(): string {
  const text = readFileSync(join(projectRoot, "docs/workloads.md"), "utf8");
  const [, yaml] = /`Pulumi\.guide\.yaml`:\n\n```yaml\n([\s\S]*?)\n```\n/.exec(text) ?? [];
  if (yaml === undefined) throw new Error("docs/workloads.md shows no Pulumi.guide.yaml");
  return yaml;
}
const { config: documentedConfig } = parse(documented()) as {
  readonly config: Readonly<Record<string, unknown>>;
};

const { "urr:workloads": workloads } = guideConfig;
const withGateway = {
  ...guideConfig,
  "urr:workloads": {
    ...workloads,
    addons: { gatewayApi: { enabled: true } },
    services: { ...workloads.services, "stats-service": { host: "stats.tiketi.example.com" } },
  },
};

describe.each([
  ["the backend calls the others", guideConfig, 0, 0],
  ["an Ingress leads to each", guideIngressConfig, 1, 0],
  ["an Ingress leads to each, as the document shows it", documentedConfig, 1, 0],
  ["the gateway for operators leads to one", withGateway, 0, 1],
] as const)("a whole environment of the guide's services where %s", (_, config, ingresses, routes) => {
  let evaluation: StackEvaluation;
  beforeAll(async () => {
    evaluation = await evaluated(config);
  });

  it("is made without a problem: WRK-41, KCON-04, KCON-24", () => {
    expect(evaluation.problems).toEqual([]);
    const count = (type: string) => evaluation.resources.filter((resource) => resource.type === type).length;
    expect(count("kubernetes:apps/v1:Deployment")).toBe(5);
    expect(count("kubernetes:networking.k8s.io/v1:Ingress")).toBe(ingresses);
    expect(count("kubernetes:gateway.networking.k8s.io/v1:HTTPRoute")).toBe(routes);
    expect(count("kubernetes:gateway.networking.k8s.io/v1:Gateway")).toBe(routes);
  });

  it("has nothing that a policy of weight finds", () => {
    const open = judge(asJudged(evaluation.resources), allPolicies, exceptions).filter(
      ({ severity, status }) => status === "open" && severity !== "low",
    );
    expect(open.map(({ message, policy, urn }) => `${policy} ${urn ?? ""} ${message}`)).toEqual([]);
  });
});

describe("the stack file of the guide's services in the document", () => {
  it("is read without a word of what would be wrong, or would do nothing", () => {
    const { problems, settings } = parseStackFile(documented(), "guide", readPlatform);
    expect(problems).toBeUndefined();
    const policies = settings?.notices.map(({ policy }) => policy);
    expect(policies).not.toContain("setting-without-effect");
    expect(policies).not.toContain("service-called-and-absent");
  });
});
