import { describe, expect, it } from "vitest";
import { isAllowed } from "../support/iam";
import { Graph } from "../support/graph";
import { evaluated } from "../support/stacks";

const account = "123456789012";
const prefix = "workloads";

async function prod() {
  const graph = new Graph((await evaluated("prod")).resources);
  const named = (part: string) => `${prefix}-${part}-id-pods-policy`;
  const may = (service: string, action: string, resource: string, context: Record<string, string> = {}) =>
    graph.has(named(service)) &&
    isAllowed({ action, resource, context }, { identity: [graph.named(named(service)).inputs["policy"]] });
  return { graph, may, arnOf: (name: string) => String(graph.named(name).outputs["arn"]) };
}

const services = [
  "gateway",
  "auth",
  "ticket",
  "payment",
  "stats",
  "queue",
  "catalog",
  "community",
  "frontend",
];

/** Those of the services that may do something. */
const those = async (
  action: string,
  resourceOf: (of: Awaited<ReturnType<typeof prod>>) => string,
  context: Record<string, string> = {},
) => {
  const stack = await prod();
  return services.filter((service) => stack.may(service, action, resourceOf(stack), context));
};

describe("what services of prod may do on AWS", () => {
  it("is taken by Pod Identity, one role for one service account, and nowhere by a token of their own: KPLT-23, KCON-27, KCON-28, CLU-33", async () => {
    const { graph } = await prod();
    const associations = graph
      .ofType("aws:eks/podIdentityAssociation:PodIdentityAssociation")
      .filter(({ inputs }) => inputs["namespace"] === "urr-spring");
    const accounts = associations.map(({ inputs }) => String(inputs["serviceAccount"]));
    expect(accounts.toSorted()).toEqual([
      ...["catalog-service", "community-service", "gateway-service"],
      ...["payment-service", "queue-service", "stats-service", "ticket-service"],
    ]);
    expect(new Set(associations.map(({ inputs }) => inputs["roleArn"])).size).toBe(associations.length);
    const pods = graph.all().filter(({ type }) => /:(Rollout|Deployment|ServiceAccount)$/.test(type));
    expect(JSON.stringify(pods.map(({ inputs }) => inputs))).not.toMatch(
      /AWS_ROLE_ARN|AWS_WEB_IDENTITY|AWS_ACCESS_KEY|eks\.amazonaws\.com\/role-arn/,
    );
  });

  it("is to send ticket events, for those who are named senders: KCON-28, KCON-29", async () => {
    const queue = ({ arnOf }: Awaited<ReturnType<typeof prod>>) => arnOf("queueing-stream-queue");
    expect(await those("sqs:SendMessage", queue)).toEqual(["ticket", "queue"]);
    expect(await those("sqs:ReceiveMessage", queue)).toEqual([]);
  });

  it("is to store and read files of the bucket of uploads and of no other: CLU-32", async () => {
    const file = (bucket: string) => (stack: Awaited<ReturnType<typeof prod>>) =>
      `${stack.arnOf(bucket)}/pictures/1.png`;
    for (const action of ["s3:PutObject", "s3:GetObject"]) {
      expect(await those(action, file("data-tier-files-uploads-bucket"))).toEqual(["community"]);
      expect(await those(action, file("data-tier-files-frontend-bucket"))).toEqual([]);
    }
    expect(await those("s3:DeleteObject", file("data-tier-files-uploads-bucket"))).toEqual([]);
    const key = ({ arnOf }: Awaited<ReturnType<typeof prod>>) => arnOf("data-tier-files-key");
    const byS3 = { "kms:ViaService": "s3.ap-northeast-2.amazonaws.com" };
    expect(await those("kms:GenerateDataKey", key, byS3)).toEqual(["community"]);
    expect(await those("kms:GenerateDataKey", key, { "kms:ViaService": "ec2.amazonaws.com" })).toEqual([]);
  });

  it("is to write the topics that are theirs, and to read those that they follow: DAT-46, KCON-30", async () => {
    const { graph } = await prod();
    const cluster = String(graph.named("data-tier-kafka-cluster").outputs["arn"]);
    const topic = (name: string) => () => `${cluster.replace(":cluster/", ":topic/")}/${name}`;
    expect(await those("kafka-cluster:WriteData", topic("ticket-events"))).toEqual(["ticket"]);
    expect(await those("kafka-cluster:WriteData", topic("payment-events"))).toEqual(["payment"]);
    expect(await those("kafka-cluster:ReadData", topic("ticket-events"))).toEqual([
      ...["payment", "stats", "catalog"],
    ]);
    expect(await those("kafka-cluster:ReadData", topic("payment-events"))).toEqual(["payment", "stats"]);
    expect(await those("kafka-cluster:Connect", () => cluster)).toEqual([
      ...["ticket", "payment", "stats", "catalog"],
    ]);
    const group = (name: string) => () => `${cluster.replace(":cluster/", ":group/")}/${name}`;
    expect(await those("kafka-cluster:AlterGroup", group("stats-service-hourly"))).toEqual(["stats"]);
    expect(await those("kafka-cluster:CreateTopic", topic("another"))).toEqual([]);
  });

  it("is to read the waiting room's keys, for the gateway alone, which the secret admits by name", async () => {
    const ring = ({ arnOf }: Awaited<ReturnType<typeof prod>>) => arnOf("queueing-room-key-ring-secret");
    expect(await those("secretsmanager:GetSecretValue", ring)).toEqual(["gateway"]);
    expect(await those("secretsmanager:PutSecretValue", ring)).toEqual([]);
    const { graph } = await prod();
    const reserved = String(graph.named("queueing-room-key-ring-reserved").inputs["policy"]);
    expect(reserved).toContain(String(graph.named("workloads-gateway-id-pods-role").outputs["arn"]));
  });

  it("is nothing else: no service reads another's secret, or a secret at all but this one: WRK-35, DAT-65", async () => {
    const secret = () => `arn:aws:secretsmanager:ap-northeast-2:${account}:secret:urr-prod/jwt-secret-a1b2c3`;
    expect(await those("secretsmanager:GetSecretValue", secret)).toEqual([]);
    const { may } = await prod();
    expect(may("auth", "sts:GetCallerIdentity", "*")).toBe(false);
  });
});
