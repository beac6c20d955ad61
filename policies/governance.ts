import { example } from "./example";
import type { ResourcePolicy, StackPolicy } from "./policy";
import { at, isRecord, ofType, parsed, text, violation } from "./read";
import { types } from "./types";

/** Tags by which cost reports and people find their way. */
const requiredTags = ["Project", "Environment", "ManagedBy", "CostCenter"];

/** The tags a provider puts on everything; providers get their settings as JSON. */
export function defaultTags(props: Readonly<Record<string, unknown>>): unknown {
  const value = props["defaultTags"];
  return at(typeof value === "string" ? parsed(value) : value, "tags");
}

export const everythingTagged: ResourcePolicy = {
  kind: "resource",
  id: "tags-on-everything",
  requirement: `Every provider of AWS puts the tags ${requiredTags.join(", ")} on what it makes.`,
  controls: ["REL-02"],
  severity: "low",
  appliesTo: [types.awsProvider],
  check: (provider) => {
    const tags = defaultTags(provider.props);
    return requiredTags
      .filter((tag) => !isRecord(tags) || text(tags[tag]) === undefined)
      .map((tag) => violation(provider, "defaultTags", `lacks the tag ${tag}`));
  },
  violatedBy: [
    [example(types.awsProvider, {})],
    [example(types.awsProvider, { defaultTags: '{"tags":{"Project":"urr"}}' })],
  ],
  keptBy: [
    example(types.awsProvider, {
      defaultTags: JSON.stringify({ tags: Object.fromEntries(requiredTags.map((tag) => [tag, "set"])) }),
    }),
  ],
};

export const providersExplicit: ResourcePolicy = {
  kind: "resource",
  id: "providers-explicit",
  requirement:
    "Every AWS resource has an explicit provider, which knows the account, the region and the tags.",
  controls: ["REL-02"],
  severity: "high",
  appliesTo: "every type",
  check: (resource) =>
    resource.type.startsWith("aws:") && resource.provider === null
      ? [violation(resource, null, "uses the default provider, which guards no account and sets no tags")]
      : [],
  violatedBy: [[example(types.topic, {})]],
  keptBy: [
    example(types.topic, {}, { provider: "urn:pulumi:dev::urr::pulumi:providers:aws::aws::id" }),
    example(types.awsProvider, {}),
  ],
};

/** Types that hold what a redeploy could not bring back. */
const stateful: readonly string[] = [
  types.bucket,
  types.key,
  types.secret,
  // A registrar names their name servers, and new ones would be others.
  types.delegationSet,
  types.zone,
  types.dbInstance,
  types.replicationGroup,
  types.mskCluster,
  types.mskTopic,
  types.table,
  types.backupVault,
  types.ecrRepository,
  types.queue,
  types.eventArchive,
];

export const statefulProtectedTogether: StackPolicy = {
  kind: "stack",
  id: "stateful-protected-together",
  requirement: "A stack that protects one resource with data protects them all.",
  controls: ["RDS-23"],
  severity: "medium",
  appliesTo: stateful,
  askedOf: "protected stacks",
  check: (resources) =>
    ofType(resources, ...stateful)
      .filter(({ protect }) => !protect)
      .map((resource) => violation(resource, null, "is not protected although other data of the stack is")),
  violatedBy: [
    [example(types.key, {}, { protect: true }), example(types.bucket, {})],
    [example(types.key, {}, { protect: true }), example(types.zone, {})],
    [example(types.key, {}, { protect: true }), example(types.delegationSet, {})],
    [example(types.key, {}, { protect: true }), example(types.table, {})],
    [example(types.key, {}, { protect: true }), example(types.dbInstance, {})],
    [example(types.key, {}, { protect: true }), example(types.backupVault, {})],
    [example(types.key, {}, { protect: true }), example(types.ecrRepository, {})],
    [example(types.key, {}, { protect: true }), example(types.replicationGroup, {})],
    [example(types.key, {}, { protect: true }), example(types.mskCluster, {})],
    [example(types.key, {}, { protect: true }), example(types.mskTopic, {})],
    [example(types.key, {}, { protect: true }), example(types.queue, {})],
    [example(types.key, {}, { protect: true }), example(types.eventArchive, {})],
  ],
  keptBy: [
    example(types.key, {}, { protect: true }),
    example(types.bucket, {}, { protect: true }),
    example(types.topic, {}),
  ],
};
