import { example } from "./example";
import { statementsOf, valuesAsked, type Statement } from "./iam-document";
import type { Judged, ResourcePolicy, StackPolicy } from "./policy";
import { grouped, ofType, records, text, violation, type Props } from "./read";
import { types } from "./types";

const service = "Service:pods.eks.amazonaws.com";

const trustsPods = ({ allows, principals }: Statement): boolean =>
  allows && (principals?.includes(service) ?? false);

const comparing = /^(String|Arn)(Equals|Like)$/i;

const clusterArn = /^arn:aws[a-z-]*:eks:[a-z0-9-]+:\d{12}:cluster\/[A-Za-z0-9_-]+$/;

function problemsOf(statement: Statement): readonly string[] {
  const missing = ["sts:AssumeRole", "sts:TagSession"].filter(
    (action) => !statement.actions.includes(action),
  );
  const accounts = valuesAsked(statement, comparing, "aws:SourceAccount");
  const sources = valuesAsked(statement, comparing, "aws:SourceArn");
  return [
    ...missing.map((action) => `does not allow ${action}, without which pods get no credentials`),
    ...(accounts.length > 0 && accounts.every((account) => /^\d{12}$/.test(account))
      ? []
      : ["is not tied to this account by aws:SourceAccount"]),
    ...(sources.length > 0 && sources.every((source) => clusterArn.test(source))
      ? []
      : ["is not tied to one cluster by aws:SourceArn"]),
  ];
}

const cluster = "arn:aws:eks:ap-northeast-2:123456789012:cluster/urr-prod";
const tied = {
  StringEquals: { "aws:SourceAccount": "123456789012" },
  ArnEquals: { "aws:SourceArn": cluster },
};
const trusting = (statement: Props) =>
  example(types.role, {
    assumeRolePolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: tied,
          ...statement,
        },
      ],
    }),
  });

/** https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html */
export const podTrustTight: ResourcePolicy = {
  kind: "resource",
  id: "pods-trust-tight",
  requirement: "A role for pods can be assumed and tagged for them, from one cluster of this account alone.",
  controls: ["EKS-13", "IAM-06"],
  severity: "high",
  appliesTo: [types.role],
  check: (role) =>
    statementsOf(role.props["assumeRolePolicy"])
      .filter(trustsPods)
      .flatMap(problemsOf)
      .map((problem) => violation(role, "assumeRolePolicy", problem)),
  violatedBy: [
    [trusting({ Action: "sts:AssumeRole" })],
    [trusting({ Condition: undefined })],
    [trusting({ Condition: { StringEquals: tied.StringEquals } })],
    [trusting({ Condition: { ArnEquals: tied.ArnEquals } })],
    [
      trusting({
        Condition: { ...tied, ArnLike: { "aws:SourceArn": "arn:aws:eks:*:123456789012:cluster/*" } },
      }),
    ],
  ],
  keptBy: [
    trusting({}),
    trusting({
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012", "aws:sourcearn": cluster } },
    }),
    trusting({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole", Condition: undefined }),
  ],
};

/** Who gets a role: as `<cluster> <namespace>/<service account>`, the namespace being the add-on's where it makes it. */
interface Given {
  readonly by: Judged;
  readonly to: string;
  readonly roleArn: string | undefined;
}

const word = (value: unknown): string => text(value) ?? "";

function givenRoles(resources: readonly Judged[]): readonly Given[] {
  const own = ofType(resources, types.podIdentityAssociation).map((by): Given => ({
    by,
    to: `${word(by.props["clusterName"])} ${word(by.props["namespace"])}/${word(by.props["serviceAccount"])}`,
    roleArn: text(by.props["roleArn"]),
  }));
  const byAddons = ofType(resources, types.addon).flatMap((by) =>
    records(by.props["podIdentityAssociations"]).map((one): Given => ({
      by,
      to: `${word(by.props["clusterName"])} add-on ${word(by.props["addonName"])}/${word(one["serviceAccount"])}`,
      roleArn: text(one["roleArn"]),
    })),
  );
  return [...own, ...byAddons];
}

const association = (serviceAccount: string, name: string) =>
  example(types.podIdentityAssociation, {
    ...{ clusterName: "urr-prod", namespace: "urr", serviceAccount },
    roleArn: `arn:aws:iam::123456789012:role/${name}`,
  });
const addon = (name: string) =>
  example(types.addon, {
    ...{ clusterName: "urr-prod", addonName: "vpc-cni" },
    podIdentityAssociations: [
      { serviceAccount: "aws-node", roleArn: `arn:aws:iam::123456789012:role/${name}` },
    ],
  });
const role = (name: string, statement: Props = {}) => ({
  ...trusting(statement),
  props: { ...trusting(statement).props, arn: `arn:aws:iam::123456789012:role/${name}` },
});

export const podRolesNotShared: StackPolicy = {
  kind: "stack",
  id: "pods-roles-not-shared",
  requirement: "Every service account that calls AWS has a role of its own.",
  controls: ["EKS-13", "CIS-EKS 5.2.1"],
  severity: "medium",
  appliesTo: [types.podIdentityAssociation, types.addon],
  check: (resources) =>
    [...grouped(givenRoles(resources), ({ roleArn }) => roleArn).values()]
      .filter((given) => new Set(given.map(({ to }) => to)).size > 1)
      .flatMap(([first, ...others]) =>
        others.map(({ by }) => violation(by, "roleArn", `is the role that ${first?.to ?? ""} has already`)),
      ),
  violatedBy: [
    [association("api", "shared"), association("worker", "shared")],
    [association("api", "shared"), addon("shared")],
  ],
  keptBy: [association("api", "api"), association("worker", "worker"), addon("aws-node")],
};

export const podRolesTrustPods: StackPolicy = {
  kind: "stack",
  id: "pods-roles-trust-pods",
  requirement: "A role that is given to pods trusts EKS to hand it to them.",
  controls: ["EKS-13"],
  severity: "high",
  appliesTo: [types.podIdentityAssociation, types.addon],
  check: (resources) =>
    givenRoles(resources)
      .filter(({ roleArn }) => {
        const given = ofType(resources, types.role).find(
          ({ props }) => roleArn !== undefined && props["arn"] === roleArn,
        );
        return given !== undefined && !statementsOf(given.props["assumeRolePolicy"]).some(trustsPods);
      })
      .map(({ by }) => violation(by, "roleArn", "does not trust pods.eks.amazonaws.com")),
  violatedBy: [
    [association("api", "api"), role("api", { Principal: { Service: "ec2.amazonaws.com" } })],
    [addon("aws-node"), role("aws-node", { Effect: "Deny" })],
  ],
  keptBy: [
    association("api", "api"),
    role("api"),
    role("nodes", { Principal: { Service: "ec2.amazonaws.com" } }),
  ],
};
