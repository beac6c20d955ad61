import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { describe, expect, it } from "vitest";
import { evaluateComponents } from "../../test/support/evaluate-component";
import { Graph } from "../../test/support/graph";
import { evaluate } from "./evaluate";

const options = {
  project: "urr",
  stack: "test",
  mode: "update",
  region: "ap-northeast-2",
  autonaming: {},
} as const;

const vpcOfOneZone: awsx.ec2.VpcArgs = {
  cidrBlock: "10.0.0.0/16",
  enableDnsHostnames: true,
  enableDnsSupport: true,
  availabilityZoneNames: ["ap-northeast-2a"],
  subnetStrategy: "Auto",
  subnetNameTagStrategy: "AvailabilityZone",
  subnetSpecs: [{ name: "db", type: "Isolated", cidrBlocks: ["10.0.20.0/24"], tags: {} }],
  natGateways: { strategy: "None" },
};

class Outer extends pulumi.ComponentResource {
  constructor(name: string, opts: pulumi.ComponentResourceOptions = {}) {
    super("urr:outer:Outer", name, {}, opts);
    this.registerOutputs({ greeting: "hello" });
  }
}

describe("the offline monitor", () => {
  it("gives resources the URNs of the engine: types of all ancestors but the stack", async () => {
    const { resources, problems } = await evaluateComponents(({ here }) => {
      const outer = new Outer("outer", here);
      const inner = new Outer("outer-inner", { parent: outer });
      new aws.sns.Topic("outer-inner-topic", {}, { parent: inner });
    });
    expect(problems).toEqual([]);
    expect(resources.map(({ urn }) => urn)).toContain(
      "urn:pulumi:test::urr::urr:outer:Outer$urr:outer:Outer$aws:sns/topic:Topic::outer-inner-topic",
    );
    const graph = new Graph(resources);
    expect(graph.named("outer-inner").parent).toBe(graph.named("outer").urn);
    expect(graph.named("outer").parent).toBe(graph.named("urr-test").urn);
  });

  it("keeps what mocks hide: protection, provider, dependencies, what is said of changes, and secrets", async () => {
    const { resources } = await evaluateComponents(({ here }) => {
      const outer = new Outer("outer", here);
      const topic = new aws.sns.Topic("outer-topic", {}, { parent: outer, protect: true });
      new aws.secretsmanager.SecretVersion(
        "outer-version",
        { secretId: "s", secretString: pulumi.secret("hunter2") },
        {
          ...{ parent: outer, dependsOn: topic, deletedWith: topic },
          ...{ ignoreChanges: ["secretString"], replaceOnChanges: ["secretId"] },
        },
      );
    });
    const graph = new Graph(resources);
    const topic = graph.named("outer-topic");
    expect(topic.protect).toBe(true);
    const provider = graph.named("aws");
    expect(topic.provider).toBe(`${provider.urn}::${String(provider.id)}`);
    expect(graph.named("outer-version")).toMatchObject({
      dependencies: [topic.urn],
      ignoreChanges: ["secretString"],
      replaceOnChanges: ["secretId"],
      deletedWith: topic.urn,
      secretPaths: ["secretString"],
      inputs: { secretString: "hunter2" },
    });
  });

  it("answers outputs that later resources and the stack's own outputs use", async () => {
    const { resources, outputs } = await evaluateComponents(({ here }) => {
      const outer = new Outer("outer", here);
      const topic = new aws.sns.Topic("outer-topic", {}, { parent: outer });
      new aws.sns.TopicSubscription(
        "outer-mail",
        { topic: topic.arn, protocol: "email", endpoint: "a@b.c" },
        { parent: outer },
      );
      return { topicArn: topic.arn };
    });
    const { id } = new Graph(resources).named("outer-topic");
    expect(id).toMatch(/^arn:aws:sns:ap-northeast-2:123456789012:outer-topic-[0-9a-f]{7}$/);
    expect(new Graph(resources).named("outer-mail").inputs["topic"]).toBe(id);
    expect(outputs).toEqual({ topicArn: id });
  });

  it("leaves computed outputs unknown in preview mode, so that an apply on them does not run", async () => {
    const seen: string[] = [];
    const program = ({ here }: { here: pulumi.ComponentResourceOptions }) => {
      const topic = new aws.sns.Topic("topic", {}, { parent: new Outer("outer", here) });
      topic.arn.apply((arn) => seen.push(arn));
    };
    await evaluateComponents(program, "preview");
    expect(seen).toEqual([]);
    await evaluateComponents(program, "update");
    expect(seen).toHaveLength(1);
  });

  it("waits for resources that are created late", async () => {
    const { resources } = await evaluateComponents(({ here }) => {
      const outer = new Outer("outer", here);
      const topic = new aws.sns.Topic("topic", {}, { parent: outer });
      topic.arn.apply(() => new aws.sns.Topic("late", {}, { parent: outer }));
    });
    expect(new Graph(resources).has("late")).toBe(true);
  });

  it("gives back what a packaged component creates as resources, whose state the program can read", async () => {
    const read: string[] = [];
    await evaluateComponents(({ here }) => {
      const vpc = new awsx.ec2.Vpc("vpc", vpcOfOneZone, { parent: new Outer("outer", here), ...here });
      vpc.routeTables.apply((tables) => {
        for (const table of tables) table.vpcId.apply((vpcId) => read.push(vpcId));
      });
    });
    expect(read).toHaveLength(1);
    expect(read[0]).toMatch(/^vpc-0[0-9a-f]{16}$/);
  });

  it("gives the same ids in every run, and other ids to other resources", async () => {
    const run = async () => {
      const { resources } = await evaluateComponents(({ here }) => {
        const outer = new Outer("outer", here);
        for (const name of ["one", "two"]) new aws.kms.Key(name, {}, { parent: outer });
      });
      return resources.map(({ id }) => id);
    };
    const [first, second] = [await run(), await run()];
    expect(first).toEqual(second);
    const ids = first.filter((id) => id !== null);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a program that would not deploy", () => {
  const problemsOf = async (program: () => unknown) => {
    const { problems } = await evaluate(() => {
      program();
    }, options);
    return problems;
  };

  it("is told the name of a function that has no answer", async () => {
    const problems = await problemsOf(() => aws.ec2.getAmi({ owners: ["self"] }));
    expect(problems.join()).toContain("no answer for the function aws:ec2/getAmi:getAmi");
  });

  it("is told the name of a type that has no answer", async () => {
    const problems = await problemsOf(() => new aws.glue.CatalogDatabase("catalog", {}));
    expect(problems.join()).toContain(
      "no answer for the type aws:glue/catalogDatabase:CatalogDatabase (catalog)",
    );
  });

  it("is told of two resources with one name", async () => {
    const problems = await problemsOf(() => [new aws.sns.Topic("same", {}), new aws.sns.Topic("same", {})]);
    expect(problems).toEqual(["two resources have the URN urn:pulumi:test::urr::aws:sns/topic:Topic::same"]);
  });

  it("is told of strings made of values that are not there", async () => {
    const missing: { name?: string } = {};
    const problems = await problemsOf(() => [
      new aws.sns.Topic("one", { displayName: `of ${String(missing.name)}` }),
      new aws.sns.Topic("two", { tags: { Owner: "[object Object]" } }),
    ]);
    expect(problems).toEqual([
      "aws:sns/topic:Topic one: displayName was made of a value that is missing",
      "aws:sns/topic:Topic two: tags.Owner was made of a value that is missing",
    ]);
  });

  it("is told of an error inside an apply, which would otherwise hang it", async () => {
    const problems = await problemsOf(() => {
      const topic = new aws.sns.Topic("topic", {});
      const broken = topic.arn.apply((): string => {
        throw new Error("no such thing");
      });
      return new aws.sns.TopicPolicy("policy", { arn: broken, policy: "{}" });
    });
    expect(problems.join()).toContain("no such thing");
  });

  it("is told of what it throws", async () => {
    const problems = await problemsOf(() => {
      throw new Error("out of cheese");
    });
    expect(problems).toEqual(["out of cheese"]);
  });
});
