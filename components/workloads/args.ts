import type * as pulumi from "@pulumi/pulumi";
import type { EnvironmentSettings } from "../../infra/environment";
import type { DataTierSettings } from "../data-tier/settings";
import type { Endpoints } from "./application/endpoints";
import type { WorkloadsOnAws } from "./on-aws";
import type { WorkloadsSettings } from "./settings";
import type { Site } from "./site";
import type { Workload } from "./workload";

export interface WorkloadsArgs {
  readonly settings: WorkloadsSettings;
  readonly site: Site;
  readonly services: readonly Workload[];
  readonly environment: Pick<EnvironmentSettings, "prefix" | "protect" | "tags">;
  /** Major and minor, such as `1.36`. */
  readonly kubernetesVersion: string;
  readonly dataTierSettings: Pick<DataTierSettings, "kafka" | "postgres">;
  readonly endpoints: Endpoints;
  /** Whether pods work on ticket events. */
  readonly podWorker: boolean;
  /** Address of a Discord channel that is told what happens in the cluster; nobody is told where absent. */
  readonly discordWebhook: pulumi.Input<string> | undefined;
  /** Key of the payment provider, where Secrets Manager does not hold it; undefined where nothing is paid. */
  readonly tossClientKey: pulumi.Input<string> | undefined;
  /** Undefined where the cluster is nobody's on AWS, as on a laptop. */
  readonly aws: WorkloadsOnAws | undefined;
}
