import { workloadsOutliveAZone } from "./kubernetes-availability";
import { containerPolicies } from "./kubernetes-containers";
import { podsLeaveHostAlone } from "./kubernetes-host-access";
import { imagesFromKnownRegistries, imagesPinned } from "./kubernetes-images";
import { defaultNamespaceUnused, namespacesRestricted } from "./kubernetes-namespaces";
import { networkRulesNarrow, podsClosedByDefault } from "./kubernetes-networks";
import { podSecurityPolicies } from "./kubernetes-pod-security";
import { bindingsNarrow, rolesNameWhatTheyAllow } from "./kubernetes-rights";
import { scalingBounded } from "./kubernetes-scaling";
import { podsTakeSecretsFromSecrets } from "./kubernetes-secrets";
import { podsReachTheirStores } from "./kubernetes-store-egress";
import { tokensOnlyWhereUsed } from "./kubernetes-tokens";
import type { Policy } from "./policy";

/** What must hold in a cluster. */
export const kubernetesPolicies: readonly Policy[] = [
  namespacesRestricted,
  defaultNamespaceUnused,
  ...podSecurityPolicies,
  podsLeaveHostAlone,
  ...containerPolicies,
  imagesPinned,
  imagesFromKnownRegistries,
  podsTakeSecretsFromSecrets,
  tokensOnlyWhereUsed,
  bindingsNarrow,
  rolesNameWhatTheyAllow,
  podsClosedByDefault,
  networkRulesNarrow,
  podsReachTheirStores,
  workloadsOutliveAZone,
  scalingBounded,
];
