import { describe, expect, it } from "vitest";
import { readEnvironment } from "../../../functions/key-rotation/environment";
import { isAllowed } from "../../../test/support/iam";
import { variablesOf, waitingRoomCloud } from "../../../test/support/waiting-room/cloud";

const room = "queueing-room";
const atLambdaEdge = { origin: { generation: 1, gate: "lambdaEdge" as const } };

describe("what the gate reads where it is Lambda@Edge", () => {
  it("is a secret of us-east-1, made empty and under a key of its own there: EDG-20, STA-27, WEA-08", async () => {
    const { graph, exposed } = await waitingRoomCloud(atLambdaEdge);
    expect(exposed).toMatchObject({ keyValueStore: undefined, gateSecret: "urr-test/waiting-room-gate" });
    expect(graph.ofType("aws:cloudfront/keyValueStore:KeyValueStore")).toEqual([]);
    expect(graph.named(`${room}-gate-key`).inputs).toMatchObject({
      region: "us-east-1",
      enableKeyRotation: true,
    });
    expect(graph.named(`${room}-gate-secret`).inputs).toMatchObject({
      region: "us-east-1",
      name: "urr-test/waiting-room-gate",
      kmsKeyId: graph.named(`${room}-gate-key`).outputs["arn"],
    });
    const written = graph
      .ofType("aws:secretsmanager/secretVersion:SecretVersion")
      .filter(({ inputs }) => inputs["secretId"] === graph.named(`${room}-gate-secret`).id);
    expect(written).toEqual([]);
  });

  it("is written every minute by the function that rotates keys, without a deployment: STA-27", async () => {
    const { graph } = await waitingRoomCloud(atLambdaEdge);
    expect(readEnvironment(variablesOf(graph, "keys"))).toMatchObject({
      GATE_ENTRIES_SECRET: "urr-test/waiting-room-gate",
    });
    expect(readEnvironment(variablesOf(graph, "keys"))).not.toHaveProperty("GATE_STORE_ARN");
    const arn = String(graph.named(`${room}-gate-secret`).outputs["arn"]);
    const writers = (["api", "lines", "keys"] as const).filter((part) =>
      isAllowed(
        { action: "secretsmanager:PutSecretValue", resource: arn, context: {} },
        { identity: [graph.named(`${room}-${part}-role-policy`).inputs["policy"]] },
      ),
    );
    expect(writers).toEqual(["keys"]);
    expect(graph.named(`${room}-first-keys`).inputs["triggers"]).toEqual({ gate: arn });
  });
});
