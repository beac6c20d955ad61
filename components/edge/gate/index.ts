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

export interface ViewerFunctionsArgs {
  readonly settings: Pick<EdgeSettings, "frontend" | "www">;
  readonly prefix: string;
  readonly account: Account;
  /** What the gate reads; undefined where there is no waiting room, and so nothing to be admitted to. */
  readonly entries: NonNullable<Queueing["waitingRoom"]>["gateEntries"];
}

/** What runs at the edge on requests as they come in: the admission gate, and what finds pages in buckets. */
export class ViewerFunctions extends Component {
  readonly associations: Readonly<Record<ViewerFunction, Association | undefined>>;
  /** CloudFront Functions by what alarms call them. */
  readonly functionNames: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: ViewerFunctionsArgs, opts: pulumi.ComponentResourceOptions) {
    super("urr:edge:ViewerFunctions", name, opts);
    const { entries, prefix, settings } = args;
    const names: Record<string, pulumi.Output<string>> = {};
    const atEdge = (part: string, bundle: EdgeFunction | undefined): Association | undefined => {
      if (bundle === undefined) return undefined;
      const made = edgeFunction(
        this.named(part),
        {
          ...{ bundle, comment: `${prefix}, ${bundle}` },
          storeArn: gated.includes(bundle) ? entries?.store?.arn : undefined,
        },
        this.within,
      );
      names[part] = made.name;
      return { functionArn: made.arn };
    };
    const guard = (part: "gate" | "files"): Association | undefined => {
      const servesFiles = part === "files";
      if (servesFiles && settings.frontend === "server") return undefined;
      if (entries?.secret === undefined) return atEdge(part, bundleOf(part, args));
      const { lambdaArn } = new LambdaEdgeGate(
        this.named(part),
        { account: args.account, entries: entries.secret, servesFiles },
        this.within,
      );
      return { lambdaArn };
    };
    this.associations = {
      gate: guard("gate"),
      "site-files": guard("files"),
      "waiting-page-router": atEdge("page-router", entries === undefined ? undefined : "waiting-page-router"),
    };
    this.functionNames = names;
    this.registerOutputs({});
  }
}

/** Those that read what the gate must know. */
const gated: readonly EdgeFunction[] = ["admission-gate", "gated-site-files"];

/** Which function does it; none where there is nothing to do. */
function bundleOf(
  part: "gate" | "files",
  { entries, settings }: Pick<ViewerFunctionsArgs, "entries" | "settings">,
): EdgeFunction | undefined {
  if (part === "files") return entries === undefined ? "site-files" : "gated-site-files";
  if (entries !== undefined) return "admission-gate";
  return settings.www ? "canonical-host" : undefined;
}
