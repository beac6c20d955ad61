import { holesIn } from "../../policies/holes";
import { accountAnswers } from "./answers/account";
import { text, type Answers } from "./answers/answer";
import { autoscalingAnswers } from "./answers/autoscaling";
import { dataStoreAnswers } from "./answers/data-stores";
import { dnsAnswers } from "./answers/dns";
import { ec2Answers } from "./answers/ec2";
import { cloudFrontAnswers, edgeLogAnswers, firewallAnswers, loadBalancerAnswers } from "./answers/edge";
import { edgeHostAnswers } from "./answers/edge-hosts";
import { eksAnswers } from "./answers/eks";
import { elasticacheAnswers } from "./answers/elasticache";
import { identityAnswers } from "./answers/identity";
import { kubernetesAnswer } from "./answers/kubernetes";
import { mskAnswers } from "./answers/msk";
import { nodesAnswers } from "./answers/nodes";
import { operationsAnswers } from "./answers/operations";
import { apiAnswers, functionAnswers, messagingAnswers } from "./answers/queueing";
import { randomAnswers } from "./answers/random";
import { rdsAnswers } from "./answers/rds";
import { withPhysicalName, type Autonaming } from "./autonaming";
import { offlineAccount } from "./fake-ids";
import type { Resource } from "./resource";

/** What a program is run with. */
export interface MonitorOptions {
  readonly project: string;
  readonly stack: string;
  /** `preview` leaves what a provider computes unknown; `update` answers it. */
  readonly mode: "preview" | "update";
  readonly region: string;
  /** The account's twelve digits; a stand-in unless given. */
  readonly account?: string | undefined;
  readonly autonaming: Autonaming;
}

const answers: Answers = {
  ...accountAnswers,
  ...apiAnswers,
  ...autoscalingAnswers,
  ...cloudFrontAnswers,
  ...dataStoreAnswers,
  ...dnsAnswers,
  ...ec2Answers,
  ...edgeHostAnswers,
  ...edgeLogAnswers,
  ...eksAnswers,
  ...elasticacheAnswers,
  ...firewallAnswers,
  ...functionAnswers,
  ...identityAnswers,
  ...loadBalancerAnswers,
  ...messagingAnswers,
  ...mskAnswers,
  ...nodesAnswers,
  ...operationsAnswers,
  ...randomAnswers,
  ...rdsAnswers,
};

export function accountOf({ account = offlineAccount }: Pick<MonitorOptions, "account">): string {
  return account;
}

/** What was sent for a resource, before it has a name and an answer. */
export type Sent = Omit<Resource, "id" | "outputs">;

/** A resource with its physical name and what AWS would answer, and what is wrong with it. */
export function answered(
  sent: Sent,
  options: MonitorOptions,
): { readonly resource: Resource; readonly problems: readonly string[] } {
  const inputs = withPhysicalName(options.autonaming, { ...options, ...sent }, sent.inputs);
  const answer = answers[sent.type] ?? kubernetesAnswer(sent.type);
  const known = sent.custom && options.mode === "update";
  const given = known
    ? answer?.({
        ...sent,
        inputs,
        account: accountOf(options),
        region: text(inputs, "region", options.region),
      })
    : undefined;
  const problems = holesIn(inputs).map(
    (path) => `${sent.type} ${sent.name}: ${path} was made of a value that is missing`,
  );
  if (sent.custom && answer === undefined) {
    problems.push(`no answer for the type ${sent.type} (${sent.name}); add one to tools/offline/answers/`);
  }
  return {
    resource: {
      ...sent,
      inputs,
      id: given?.id ?? null,
      outputs: known ? { ...inputs, ...given?.outputs } : {},
    },
    problems,
  };
}
