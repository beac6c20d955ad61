import { workloadsOutliveAZone } from "./kubernetes-availability";
import { containerPolicies } from "./kubernetes-containers";
import { podsLeaveHostAlone } from "./kubernetes-host-access";
import { imagesFromKnownRegistries, imagesPinned } from "./kubernetes-images";
import { podsResolveNames } from "./kubernetes-name-resolution";
import { defaultNamespaceUnused, namespacesRestricted } from "./kubernetes-namespaces";
import { networkRulesNarrow, podsClosedByDefault } from "./kubernetes-networks";
import { podSecurityPolicies } from "./kubernetes-pod-security";
import { bindingsNarrow, rolesNameWhatTheyAllow } from "./kubernetes-rights";
import { scalingBounded } from "./kubernetes-scaling";
import { podsTakeSecretsFromSecrets } from "./kubernetes-secrets";
import { podsReachTheirStores } from "./kubernetes-store-egress";
import { tokensOnlyWhereUsed } from "./kubernetes-tokens";
import type { Policy } from "./policy";
import { budgetsLeaveRoom, podsInOneBudget } from "./validity/kubernetes-disruptions";
import { externalSecretsReadable } from "./validity/kubernetes-external-secrets";
import { labelsLegal, objectNamesLegal } from "./validity/kubernetes-names";
import { networkPeersExist } from "./validity/kubernetes-peers";
import { podValidity } from "./validity/kubernetes-pods";
import { quantitiesLegal } from "./validity/kubernetes-quantities";
import { podsFindWhatTheyNeed } from "./validity/kubernetes-references";
import { releasesPinned } from "./validity/kubernetes-releases";
import { rolloutsHaveTheirParts } from "./validity/kubernetes-rollouts";
import { scalersHaveTargets, scalersInOrder } from "./validity/kubernetes-scaling";
import { schedulesLegal } from "./validity/kubernetes-schedules";
import { selectorsFindPods, workloadsSelectTheirOwn } from "./validity/kubernetes-selectors";
import { nodePortsOnce, servicePortsLegal, servicesMeetListeners } from "./validity/kubernetes-services";
import { dataFits } from "./validity/kubernetes-sizes";
import { storesHaveTheirService } from "./validity/kubernetes-stateful-sets";
import { targetsBoundWell } from "./validity/kubernetes-targets";

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
  podsResolveNames,
  podsReachTheirStores,
  workloadsOutliveAZone,
  scalingBounded,
];

/** What Kubernetes refuses, or takes and then starts nothing by. */
export const kubernetesValidity: readonly Policy[] = [
  objectNamesLegal,
  labelsLegal,
  dataFits,
  ...podValidity,
  quantitiesLegal,
  podsFindWhatTheyNeed,
  storesHaveTheirService,
  schedulesLegal,
  selectorsFindPods,
  workloadsSelectTheirOwn,
  servicePortsLegal,
  nodePortsOnce,
  servicesMeetListeners,
  networkPeersExist,
  rolloutsHaveTheirParts,
  targetsBoundWell,
  budgetsLeaveRoom,
  podsInOneBudget,
  scalersInOrder,
  scalersHaveTargets,
  externalSecretsReadable,
  releasesPinned,
];
