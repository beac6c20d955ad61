import type {
  Policies,
  PolicyProviderResource,
  PolicyResourceOptions,
  ResourceValidationPolicy,
  StackValidationPolicy,
} from "@pulumi/policy";
import { exceptionFor, type Exception } from "./exception";
import { appliesTo, notApplicableReason } from "./judge";
import type { Judged, Policy, ResourcePolicy, StackPolicy, Violation } from "./policy";
import { text, type Props } from "./read";

/**
 * Our policies as the engine runs them.
 *
 * Critical and high ones stop a deployment, the others warn; for a stack that protects its data the configuration in
 * `strict.json` makes medium ones stop it too: `pulumi up --policy-pack policies --policy-pack-config policies/strict.json`.
 * Where a policy reads a value that is not known yet, @pulumi/policy reports that it could not run.
 */
export function toPack(policies: readonly Policy[], exceptions: readonly Exception[]): Policies {
  return policies.map((policy) =>
    policy.kind === "resource" ? onResource(policy, exceptions) : onStack(policy, exceptions),
  );
}

function onResource(policy: ResourcePolicy, exceptions: readonly Exception[]): ResourceValidationPolicy {
  return {
    ...described(policy),
    validateResource: (args, report) => {
      if (!appliesTo(policy, args.type)) args.notApplicable(`it does not judge the type ${args.type}`);
      for (const found of policy.check(toJudged(args))) {
        if (exceptionFor(exceptions, policy.id, found.urn) === undefined) report(sentence(found));
      }
    },
  };
}

function onStack(policy: StackPolicy, exceptions: readonly Exception[]): StackValidationPolicy {
  return {
    ...described(policy),
    validateStack: (args, report) => {
      const resources = args.resources.map(toJudged);
      const reason = notApplicableReason(policy, resources);
      if (reason !== undefined) args.notApplicable(reason);
      for (const found of policy.check(resources)) {
        if (exceptionFor(exceptions, policy.id, found.urn) === undefined) report(sentence(found), found.urn);
      }
    },
  };
}

function described({
  id,
  requirement,
  severity,
  controls,
}: Policy): Omit<ResourceValidationPolicy, "validateResource" | "remediateResource"> {
  return {
    name: id,
    description: requirement,
    severity,
    enforcementLevel: severity === "critical" || severity === "high" ? "mandatory" : "advisory",
    tags: [...controls],
  };
}

function sentence({ path, message }: Violation): string {
  return path === null ? message : `${path} ${message}`;
}

interface Seen {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly props: Props;
  readonly opts: PolicyResourceOptions;
  readonly provider?: PolicyProviderResource;
}

function toJudged({ urn, type, name, props, opts, provider }: Seen): Judged {
  return {
    urn,
    type,
    name,
    // The engine sends no physical id. AWS's provider repeats it among the outputs, so that policies on a whole stack
    // find it there after an update; in a preview it is unknown for what does not exist yet, and then reading it ends
    // the policy. That is why it is read only by those who ask.
    get id() {
      return text(props["id"]);
    },
    protect: opts.protect,
    // Of its own the engine makes providers called default, or default and a version.
    provider: provider === undefined || /^default(_|$)/.test(provider.name) ? null : provider.urn,
    props,
  };
}
