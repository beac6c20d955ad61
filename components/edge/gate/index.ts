import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EdgeFunction } from "../../../functions/bundle-edge";
import type { Account } from "../../account";
import { Component } from "../../component";
import type { Queueing } from "../../queueing";
import type { ViewerFunction } from "../distribution/behaviours";
import type { Association } from "../distribution/cache-behavior";
import type { EdgeSettings } from "../settings";
import { edgeFunction } from "./edge-function";
import { LambdaEdgeGate } from "./lambda-edge-gate";

export interface GateArgs {
  readonly settings: Pick<EdgeSettings, "frontend" | "www">;
  readonly prefix: string;
  readonly account: Account;
  /** What the gate reads; undefined where there is no waiting room, and so nothing to be admitted to. */
  readonly entries: NonNullable<Queueing["waitingRoom"]>["gateEntries"];
}

/** What runs at the edge on requests as they come in: the admission gate, and what finds pages in buckets. */
export class Gate extends Component {
  readonly associations: Readonly<Record<ViewerFunction, Association | undefined>>;
  /** CloudFront Functions by what alarms call them. */
  readonly functionNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: GateArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:Gate", name, opts);
    const { entries, prefix } = args;
    const names: Record<string, pulumi.Output<string>> = {};
    const associated = (part: string, bundle: EdgeFunction, storeArn?: pulumi.Input<string>): Association => {
      const made: aws.cloudfront.Function = edgeFunction(
        this.named(part),
        { bundle, comment: `${prefix}, ${bundle}`, storeArn },
        this.within,
      );
      names[bundle] = made.name;
      return { functionArn: made.arn };
    };
    const bundle = bundleOf(args);
    this.associations = {
      site:
        entries?.secret === undefined
          ? bundle && associated(bundle, bundle, entries?.store?.arn)
          : new LambdaEdgeGate(
              this.named("lambda"),
              {
                ...{ prefix, account: args.account, entries: entries.secret },
                servesFiles: args.settings.frontend === "files",
              },
              this.within,
            ),
      "waiting-page-router":
        entries === undefined ? undefined : associated("page-router", "waiting-page-router"),
    };
    this.functionNames = names;
    this.registerOutputs({});
  }
}

/** Which function stands before the site; none where there is nothing to do. */
function bundleOf({ entries, settings }: GateArgs): EdgeFunction | undefined {
  const files = settings.frontend === "files";
  if (entries !== undefined) return files ? "gated-site-files" : "admission-gate";
  if (files) return "site-files";
  return settings.www ? "canonical-host" : undefined;
}
