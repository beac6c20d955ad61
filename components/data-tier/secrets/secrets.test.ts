import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph } from "../../../test/support/graph";
import { AppSecrets } from "./index";
import { secretsSettings } from "./settings";

async function build(settings: z.input<typeof secretsSettings> = {}, protect = true) {
  let exposed: readonly unknown[] = [];
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    const secrets = new AppSecrets(
      "data-tier-secrets",
      { ...secretsSettings.parse(settings), environment: { prefix: "urr-test", protect }, account },
      here,
    );
    pulumi.all([secrets.names, secrets.arns]).apply((values) => {
      exposed = values;
    });
  });
  expect(problems).toEqual([]);
  const [names, arns] = exposed as readonly [Record<string, string>, Record<string, string>];
  return { graph: new Graph(resources), names, arns };
}

const textOf = (graph: Graph, name: string) =>
  String(graph.named(`data-tier-secrets-${name}-text`).outputs["result"]);

describe("the application's secrets", () => {
  it.each(["jwt-secret", "queue-entry-token-secret", "internal-api-token"])(
    "are 64 random letters and digits, kept in Secrets Manager under the prefix: %s (DAT-62, DAT-63, DAT-64, KENV-14)",
    async (name) => {
      const { graph } = await build();
      const generated = graph.named(`data-tier-secrets-${name}-text`);
      expect(generated.inputs).toMatchObject({ length: 64, special: false });
      expect(textOf(graph, name)).toMatch(/^[A-Za-z0-9]{64}$/);
      const secret = graph.named(`data-tier-secrets-${name}`);
      expect(secret.inputs).toMatchObject({
        name: `urr-test/${name}`,
        kmsKeyId: graph.named("data-tier-secrets-key").outputs["arn"],
        recoveryWindowInDays: 30,
      });
      expect(graph.named(`data-tier-secrets-${name}-value`).inputs).toMatchObject({
        secretId: secret.id,
        secretString: textOf(graph, name),
      });
    },
  );

  it("travel marked as secret, each with a value of its own", async () => {
    const { graph } = await build();
    const names = ["jwt-secret", "queue-entry-token-secret", "internal-api-token"];
    for (const name of names) {
      expect(graph.named(`data-tier-secrets-${name}-value`).secretPaths).toContain("secretString");
    }
    expect(new Set(names.map((name) => textOf(graph, name))).size).toBe(3);
  });

  it("are known by name and ARN, and never by value: CON-20", async () => {
    const { graph, names, arns } = await build();
    expect(names).toEqual({
      jwt: "urr-test/jwt-secret",
      queueEntryToken: "urr-test/queue-entry-token-secret",
      internalApiToken: "urr-test/internal-api-token",
    });
    expect(arns["jwt"]).toBe(graph.named("data-tier-secrets-jwt-secret").outputs["arn"]);
  });

  it("are replaced one by one, by raising a generation", async () => {
    const { graph } = await build({ generations: { jwt: 2 } });
    const generationOf = (name: string) => graph.named(`data-tier-secrets-${name}-text`).inputs["keepers"];
    expect(generationOf("jwt-secret")).toEqual({ generation: "2" });
    expect(generationOf("internal-api-token")).toEqual({ generation: "1" });
    expect(secretsSettings.safeParse({ generations: { jwt: 0 } }).success).toBe(false);
  });

  it("can be made again at once under the same name where nothing is protected", async () => {
    const { graph } = await build({}, false);
    expect(graph.named("data-tier-secrets-jwt-secret").inputs["recoveryWindowInDays"]).toBe(0);
  });
});
