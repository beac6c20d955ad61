import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Account } from "../../components/account";
import { evaluate, type Evaluation } from "../../tools/offline/evaluate";
import type { MonitorOptions } from "../../tools/offline/answered";

export const region = "ap-northeast-2";

/** What a component finds above it in a stack: an explicit provider and the account. */
export interface Surroundings {
  readonly here: pulumi.ComponentResourceOptions;
  readonly account: Account;
}

/** Builds components alone, with literals for what stands upstream of them. */
export function evaluateComponents(
  build: (surroundings: Surroundings) => unknown,
  mode: MonitorOptions["mode"] = "update",
): Promise<Evaluation> {
  return evaluate(
    () => {
      const provider = new aws.Provider("aws", { region });
      const id = pulumi.output("123456789012");
      const boundary = pulumi.output("arn:aws:iam::123456789012:policy/urr-bootstrap-boundary-test");
      const account = { region, id, permissionsBoundary: boundary };
      return build({ here: { providers: { aws: provider } }, account });
    },
    { project: "urr", stack: "test", mode, region, autonaming: {} },
  );
}
