import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { Registry } from "./index";
import { registrySettings } from "./settings";

async function build(settings: z.input<typeof registrySettings> = {}, protect = true) {
  let exposed: readonly unknown[] = [];
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const registry = new Registry(
      "data-tier-registry",
      { ...registrySettings.parse(settings), environment: { prefix: "urr-test", protect }, account },
      here,
    );
    pulumi.all([registry.uri, registry.repositoryUrls, registry.repositoryArns]).apply((values) => {
      exposed = values;
    });
  });
  expect(problems).toEqual([]);
  const [uri, urls, arns] = exposed as readonly [string, Record<string, string>, Record<string, string>];
  return { graph: new Graph(resources), uri, urls, arns };
}

const repositoryType = "aws:ecr/repository:Repository";

describe("the registry", () => {
  it("has a repository for each of the nine services: DAT-80, CON-23", async () => {
    const { graph } = await build();
    expect(graph.ofType(repositoryType).map(({ inputs }) => inputs["name"])).toEqual(
      ["gateway", "auth", "ticket", "payment", "stats", "queue", "catalog", "community", "frontend"].map(
        (service) => `urr-test/${service}`,
      ),
    );
  });

  it("has those of the stack file instead, where it names some: CON-23", async () => {
    const { graph } = await build({ services: ["backend", "auth-service"] });
    expect(graph.ofType(repositoryType).map(({ inputs }) => inputs["name"])).toEqual([
      "urr-test/backend",
      "urr-test/auth-service",
    ]);
  });

  it("scans every push, keeps every tag with its image and encrypts with a key of ours: DAT-81, CON-24", async () => {
    const { graph } = await build();
    for (const { inputs } of graph.ofType(repositoryType)) {
      expect(inputs).toMatchObject({
        imageScanningConfiguration: { scanOnPush: true },
        imageTagMutability: "IMMUTABLE",
        encryptionConfigurations: [
          { encryptionType: "KMS", kmsKey: graph.named("data-tier-registry-key").outputs["arn"] },
        ],
      });
    }
  });

  it("drops what no tag names after a week, and keeps the last images that have one", async () => {
    const { graph } = await build({ keepImages: 40 });
    const { repository, policy } = graph.named("data-tier-registry-auth-lifecycle").inputs;
    expect(repository).toBe("urr-test/auth");
    expect(JSON.parse(String(policy))).toMatchObject({
      rules: [
        { rulePriority: 1, selection: { tagStatus: "untagged", countUnit: "days", countNumber: 7 } },
        {
          rulePriority: 2,
          selection: { tagStatus: "tagged", countType: "imageCountMoreThan", countNumber: 40 },
        },
      ],
    });
  });

  it("says where images go, so that no placeholder has to: DAT-84, WEA-03", async () => {
    const { graph, uri, urls, arns } = await build();
    expect(uri).toBe("123456789012.dkr.ecr.ap-northeast-2.amazonaws.com");
    expect(Object.keys(urls)).toHaveLength(9);
    for (const [service, url] of Object.entries(urls)) {
      expect(url).toBe(`${uri}/urr-test/${service}`);
      expect(arns[service]).toBe(graph.named(`data-tier-registry-${service}`).outputs["arn"]);
    }
  });

  it("can be destroyed with its images only where nothing is protected", async () => {
    expect((await build()).graph.named("data-tier-registry-auth").inputs["forceDelete"]).toBe(false);
    expect((await build({}, false)).graph.named("data-tier-registry-auth").inputs["forceDelete"]).toBe(true);
  });
});

describe("settings of the registry", () => {
  const messages = (settings: unknown) =>
    registrySettings
      .safeParse(settings)
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`);

  it("refuse names that ECR refuses, and a service named twice", () => {
    expect(messages({ services: ["Auth"] })).toEqual([
      expect.stringMatching(/^services\.0 must be lower-case/),
    ]);
    expect(messages({ services: ["auth", "auth"] })).toEqual(["services names auth twice"]);
    expect(messages({ services: [] })).toHaveLength(1);
    expect(messages({ keepImages: 1 })).toHaveLength(1);
  });
});
