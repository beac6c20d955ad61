import * as kubernetes from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { bundlePoll } from "../../../functions/ticket-worker/bundle-poll";
import { evaluateComponents } from "../../../test/support/evaluate-component";
import { Graph, statementsOf } from "../../../test/support/graph";
import { orderOf } from "../../../test/support/order";
import { alarmTopicArn, operations } from "../../../test/support/upstream";
import { PodWorker } from ".";
import { told } from "./alarms";
import { workerObjects } from "./objects";
import { podWorkerSettings } from "./settings";

const namespace = "urr-spring";
const needs = {
  rights: [
    { Sid: "Receive", Effect: "Allow" as const, Action: "sqs:ReceiveMessage", Resource: "arn:aws:sqs:::q" },
  ],
  variables: { STREAM_QUEUE_URL: pulumi.output("https://sqs.example/q.fifo") },
  figures: "urr-test/TicketWorker",
};

async function built({ logs = true, delivered = true } = {}): Promise<Graph> {
  const { problems, resources } = await evaluateComponents(({ account, here }) => {
    const provider = new kubernetes.Provider("kubernetes", { kubeconfig: "{}" });
    const site = { database: undefined, redis: undefined, generations: "1", region: account.region };
    new PodWorker(
      "worker",
      {
        ...{ account, namespace, needs, operations },
        environment: { prefix: "urr-test" },
        cluster: { clusterName: "urr-test", controlPlane: provider },
        stream: { events: { name: pulumi.output("urr-test-ticket-events.fifo") } },
        manifests: delivered
          ? workerObjects("// a program", podWorkerSettings.parse({}), { ...site, namespace })
          : [],
        logGroupName: logs ? "/aws/containerinsights/urr-test/application" : undefined,
        after: [],
      },
      { providers: { ...(here.providers as Record<string, pulumi.ProviderResource>), kubernetes: provider } },
    );
  });
  expect(problems).toEqual([]);
  return new Graph(resources);
}

describe("the worker's pods on AWS", () => {
  it("have exactly the rights that the stream and the stores give, by their service account: QUE-22", async () => {
    const graph = await built();
    const [association] = graph.ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation");
    expect(association?.inputs).toMatchObject({ namespace, serviceAccount: "ticket-worker" });
    const [policy] = graph.ofType("aws:iam/rolePolicy:RolePolicy");
    expect(statementsOf(policy?.inputs["policy"])).toMatchObject([{ Sid: "Receive" }]);
  });

  it("are told what only AWS knows by a ConfigMap, before they start and once they may do what they must", async () => {
    const graph = await built();
    expect(graph.named("worker-config").inputs).toMatchObject({
      metadata: { name: "ticket-worker-config", namespace },
      data: { STREAM_QUEUE_URL: "https://sqs.example/q.fifo", AWS_REGION: "ap-northeast-2" },
    });
    const before = [...orderOf(graph.all())(graph.named("worker-deployment"))].map(({ name }) => name);
    expect(before).toEqual(
      expect.arrayContaining(["worker-config", "worker-configmap", "worker-id-association"]),
    );
    const beforeKeda = [...orderOf(graph.all())(graph.named("worker-scaledobject"))].map(({ name }) => name);
    expect(beforeKeda).toEqual(expect.arrayContaining(["worker-deployment", "worker-triggerauthentication"]));
  });

  it("may be delivered by somebody else, with the same rights and addresses", async () => {
    const graph = await built({ delivered: false });
    expect(graph.has("worker-config")).toBe(true);
    expect(graph.has("worker-deployment")).toBe(false);
  });
});

describe("alarms on the worker's pods", () => {
  it("tell when events wait and nobody takes them", async () => {
    const { inputs } = (await built()).named("worker-alarms-nobody-works");
    expect(inputs).toMatchObject({
      evaluationPeriods: 10,
      datapointsToAlarm: 10,
      alarmActions: [alarmTopicArn],
      metricQueries: [
        { metric: { metricName: "ApproximateNumberOfMessagesVisible" } },
        { metric: { metricName: "NumberOfMessagesReceived" } },
        { expression: "IF(FILL(waiting, 0) > 0 AND FILL(received, 0) == 0, 1, 0)" },
      ],
    });
  });

  it("count lines of the log that the program really writes, in the worker's own namespace", async () => {
    const graph = await built();
    const program = bundlePoll();
    for (const [part, { message, metricName }] of Object.entries(told)) {
      expect(program).toContain(`"${message}"`);
      const { inputs } = graph.named(`worker-alarms-${part}`);
      expect(inputs["pattern"]).toBe(
        `{ $.log_processed.service = "ticket-worker" && $.log_processed.message = "${message}" }`,
      );
      expect(inputs["metricTransformation"]).toMatchObject({
        ...{ namespace: "urr-test/TicketWorker", name: metricName, value: "1" },
      });
      expect(graph.named(`worker-alarms-log-${part}`).inputs).toMatchObject({
        ...{ namespace: "urr-test/TicketWorker", metricName, alarmActions: [alarmTopicArn] },
      });
    }
  });

  it("leave the log out where it does not go to CloudWatch", async () => {
    const graph = await built({ logs: false });
    expect(graph.ofType("aws:cloudwatch/logMetricFilter:LogMetricFilter")).toEqual([]);
    expect(graph.has("worker-alarms-nobody-works")).toBe(true);
  });
});
