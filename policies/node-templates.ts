import { defaultTags } from "./governance";
import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import {
  at,
  isOn,
  isProviderOf,
  isRecord,
  ofType,
  records,
  text,
  violation,
  violationIf,
  type Props,
} from "./read";
import { types } from "./types";

const template = (props: Props, provider?: string) =>
  example(types.launchTemplate, props, provider === undefined ? {} : { provider });

const guarded = { httpTokens: "required", httpPutResponseHopLimit: 1 };

export const templatesGuardMetadata: ResourcePolicy = {
  kind: "resource",
  id: "templates-guard-metadata",
  requirement: "A node gives its role's credentials to itself, by token, and never to a pod.",
  controls: ["EKS-07", "EC2.8", "EC2.170"],
  severity: "high",
  appliesTo: [types.launchTemplate],
  check: (one) => [
    ...violationIf(
      at(one.props, "metadataOptions.httpTokens") !== "required",
      one,
      "metadataOptions.httpTokens",
      "is not required: who makes a node send a request gets its credentials",
    ),
    ...violationIf(
      at(one.props, "metadataOptions.httpPutResponseHopLimit") !== 1,
      one,
      "metadataOptions.httpPutResponseHopLimit",
      "is not 1: an answer over more hops reaches pods",
    ),
  ],
  violatedBy: [
    [template({})],
    [template({ metadataOptions: { ...guarded, httpTokens: "optional" } })],
    [template({ metadataOptions: { ...guarded, httpPutResponseHopLimit: 2 } })],
  ],
  keptBy: [template({ metadataOptions: guarded })],
};

export const templatesGiveNoPublicAddress: ResourcePolicy = {
  kind: "resource",
  id: "templates-give-no-public-address",
  requirement: "No node gets a public address.",
  controls: ["EKS-08", "EC2.25"],
  severity: "high",
  appliesTo: [types.launchTemplate],
  check: (one) =>
    violationIf(
      records(one.props["networkInterfaces"]).some(({ associatePublicIpAddress }) =>
        isOn(associatePublicIpAddress),
      ),
      one,
      "networkInterfaces",
      "give a public address",
    ),
  violatedBy: [[template({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] })]],
  keptBy: [template({}), template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] })],
};

const volumes = (...ebs: readonly Props[]) =>
  template({ blockDeviceMappings: ebs.map((one) => ({ deviceName: "/dev/xvda", ebs: one })) });
const volumesOf = ({ props }: { readonly props: Props }): readonly Props[] =>
  records(props["blockDeviceMappings"]).flatMap(({ ebs }) => (isRecord(ebs) ? [ebs] : []));

export const templatesEncryptVolumes: ResourcePolicy = {
  kind: "resource",
  id: "templates-encrypt-volumes",
  requirement: "Every volume of a node is encrypted.",
  controls: ["EKS-09", "EC2.3", "EC2.181", "nag:EC26"],
  severity: "medium",
  appliesTo: [types.launchTemplate],
  check: (one) =>
    violationIf(
      volumesOf(one).length === 0 || !volumesOf(one).every(({ encrypted }) => isOn(encrypted)),
      one,
      "blockDeviceMappings",
      "must name every volume, the root's too, and encrypt it",
    ),
  violatedBy: [[template({})], [volumes({ encrypted: "true" }, { volumeSize: 8 })]],
  keptBy: [volumes({ encrypted: "true" }, { encrypted: true })],
};

export const templatesUseCheapVolumes: ResourcePolicy = {
  kind: "resource",
  id: "templates-use-gp3",
  requirement: "Volumes of nodes are of the kind gp3, which costs less and does more than gp2.",
  controls: ["FIN-03"],
  severity: "low",
  appliesTo: [types.launchTemplate],
  check: (one) =>
    volumesOf(one).flatMap(({ volumeType }) =>
      violationIf(
        volumeType !== "gp3",
        one,
        "blockDeviceMappings",
        `hold a volume of the kind ${text(volumeType) ?? "that the image has"}`,
      ),
    ),
  violatedBy: [[volumes({ volumeType: "gp3" }, { volumeType: "gp2" })], [volumes({})]],
  keptBy: [volumes({ volumeType: "gp3" })],
};

const provider = "urn:pulumi:example::urr::pulumi:providers:aws::aws-0";
const tagging = example(
  types.awsProvider,
  { defaultTags: '{"tags":{"Project":"urr","CostCenter":"7"}}' },
  { name: "aws" },
);
const passing = (resourceTypes: readonly string[], tags: Props) =>
  template(
    { tagSpecifications: resourceTypes.map((resourceType) => ({ resourceType, tags })) },
    `${provider}::id`,
  );

/** What a template makes later is made by EC2, and EC2 knows no provider and no default tags. */
export const templatesPassOnTags: StackPolicy = {
  kind: "stack",
  id: "templates-pass-on-tags",
  requirement: "Nodes and their volumes carry the tags that everything else gets from the provider.",
  controls: ["REL-02"],
  severity: "medium",
  appliesTo: [types.launchTemplate],
  check: (resources) =>
    ofType(resources, types.launchTemplate).flatMap((one) => {
      const owner = ofType(resources, types.awsProvider).find((provider) => isProviderOf(provider, one));
      const wanted = owner === undefined ? undefined : defaultTags(owner.props);
      return ["instance", "volume"].flatMap((resourceType) => {
        const given = records(one.props["tagSpecifications"]).find(
          (specification) => specification["resourceType"] === resourceType,
        )?.["tags"];
        const missing = Object.entries(isRecord(wanted) ? wanted : {})
          .filter(([tag, value]) => !isRecord(given) || given[tag] !== value)
          .map(([tag]) => tag);
        return missing.length === 0
          ? []
          : [
              violation(
                one,
                "tagSpecifications",
                `for the type ${resourceType} lack the provider's ${missing.join(", ")}`,
              ),
            ];
      });
    }),
  violatedBy: [
    [tagging, template({}, `${provider}::id`)],
    [tagging, passing(["instance"], { Project: "urr", CostCenter: "7" })],
    [tagging, passing(["instance", "volume"], { Project: "other", CostCenter: "7" })],
  ],
  keptBy: [tagging, passing(["volume", "instance"], { Project: "urr", CostCenter: "7", Name: "urr-node" })],
};
