import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../test/support/graph";
import { Operations } from "./index";
import { operationsSettings } from "./settings";

async function build(alsoIn: string | undefined) {
  const { resources, problems } = await evaluateComponents(({ here, account }) => {
    new Operations(
      "operations",
      {
        ...operationsSettings.parse({ alarmEmail: "oncall@urr.example.com" }),
        environment: { prefix: "urr-test", protect: true },
        secrets: { discordWebhook: pulumi.secret("https://discord.example.com/hook") },
        ...{ account, alsoIn },
      },
      here,
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

describe("alarms of another region", () => {
  it("have a topic there, under a key there, that tells the same address: ENV-02, STA-24", async () => {
    const graph = await build("us-east-1");
    const key = graph.named("operations-us-east-1-key");
    expect(key.inputs["region"]).toBe("us-east-1");
    expect(statementsOf(key.inputs["policy"]).map(({ Sid }) => Sid)).toEqual([
      "AccountAdministersThroughIam",
      "LogGroupsOfThisAccount",
      "AlarmsToTheirTopic",
    ]);
    const topic = graph.named("operations-us-east-1-alarms-topic");
    expect(topic.inputs).toMatchObject({ region: "us-east-1", kmsMasterKeyId: key.outputs["arn"] });
    expect(graph.named("operations-us-east-1-alarms-email").inputs).toMatchObject({
      region: "us-east-1",
      topic: topic.outputs["arn"],
      endpoint: "oncall@urr.example.com",
    });
  });

  it("reach the same channel, through the one function that writes there", async () => {
    const graph = await build("us-east-1");
    const topic = graph.named("operations-us-east-1-alarms-topic");
    const forwarder = graph.named("operations-forwarder-discord-function");
    expect(graph.named("operations-forwarder-from-topic-elsewhere").inputs).toMatchObject({
      function: forwarder.outputs["name"],
      sourceArn: topic.outputs["arn"],
    });
    expect(graph.named("operations-forwarder-subscription-elsewhere").inputs).toMatchObject({
      region: "us-east-1",
      topic: topic.outputs["arn"],
      endpoint: forwarder.outputs["arn"],
    });
  });

  it("cost nothing where nothing is there", async () => {
    expect((await build(undefined)).names().filter((name) => name.includes("us-east-1"))).toEqual([]);
  });
});
