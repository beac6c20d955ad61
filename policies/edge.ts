import { certificatePolicies } from "./certificates";
import { distributionBucketPolicies } from "./distribution-buckets";
import { distributionTlsPolicies } from "./distribution-tls";
import { distributionPolicies } from "./distributions";
import { edgeCodeWithoutSecrets } from "./edge-secrets";
import { entryWatched } from "./entry";
import { firewallQuestions } from "./firewall-questions";
import { firewallPolicies } from "./firewalls";
import { listenerPolicies } from "./listeners";
import { loadBalancerPolicies } from "./load-balancers";
import { originLockdown } from "./origin-lockdown";
import type { Policy } from "./policy";
import { targetGroupPolicies } from "./target-groups";
import { certificateNamesLegal } from "./validity/certificates";
import { distributionBehaviors } from "./validity/distribution-behaviors";
import { distributionErrors } from "./validity/distribution-errors";
import { distributionOriginValidity } from "./validity/distribution-origins";
import { distributionValidity } from "./validity/distributions";
import { edgeFunctionValidity } from "./validity/edge-functions";
import { firewallAnswersLegal } from "./validity/firewall-answers";
import { firewallWithinCapacity } from "./validity/firewall-capacity";
import { firewallPlaces } from "./validity/firewall-places";
import { firewallValidity } from "./validity/firewalls";
import { targetFunctionsCallable } from "./validity/function-targets";
import { lambdaAtEdgeValidity } from "./validity/lambda-at-edge";
import { listenerRuleValidity } from "./validity/listener-rules";
import { listenerValidity } from "./validity/listeners";
import { accessLogsDeliverable } from "./validity/load-balancer-logs";
import { loadBalancerValidity } from "./validity/load-balancers";
import { recordValidity } from "./validity/records";
import { targetGroupsLegal } from "./validity/target-groups";

/** What must hold between visitors and the pods. */
export const edgePolicies: readonly Policy[] = [
  ...distributionPolicies,
  ...distributionTlsPolicies,
  ...distributionBucketPolicies,
  ...originLockdown,
  edgeCodeWithoutSecrets,
  ...firewallPolicies,
  ...firewallQuestions,
  ...loadBalancerPolicies,
  ...listenerPolicies,
  ...targetGroupPolicies,
  ...certificatePolicies,
  entryWatched,
];

/** What AWS refuses there, or takes and then serves nobody by. */
export const edgeValidity: readonly Policy[] = [
  ...distributionValidity,
  ...distributionBehaviors,
  ...distributionErrors,
  ...distributionOriginValidity,
  ...edgeFunctionValidity,
  ...lambdaAtEdgeValidity,
  ...firewallValidity,
  firewallWithinCapacity,
  firewallAnswersLegal,
  ...firewallPlaces,
  ...loadBalancerValidity,
  accessLogsDeliverable,
  ...listenerValidity,
  ...listenerRuleValidity,
  targetGroupsLegal,
  targetFunctionsCallable,
  certificateNamesLegal,
  ...recordValidity,
];
