import {
  noAdministrators,
  noDecryptWithEveryKey,
  noOpenPassRole,
  noServiceWildcards,
  noUsers,
} from "./access";
import { methodsAuthorised, methodsValidated } from "./api-methods";
import { apiStagePolicies } from "./api-stages";
import { apisThrottled, apisThrottledWithinAccount, apisThrottledWithinFunction } from "./api-throttling";
import { rolesBounded } from "./boundaries";
import { backupsPlanned, dataBackedUp } from "./backup";
import {
  bucketPolicyKeepsOwnership,
  bucketPolicyNotPublic,
  bucketsNotDestroyable,
  bucketsUsePartsOnly,
} from "./bucket-access";
import { bucketsEncrypted, bucketsUseKms } from "./bucket-encryption";
import {
  bucketsAccessLogged,
  bucketsBlockPublicAccess,
  bucketsRequireTls,
  bucketsTidied,
  bucketsVersioned,
  bucketsWithoutAcls,
} from "./buckets";
import { deadLettersGuarded, queuesParkPoison } from "./dead-letters";
import { queriesLogged, zoneKeepsItsRecords } from "./dns";
import {
  fleetingItemsForgotten,
  tablesGoBack,
  tablesHaveCeiling,
  tablesNotDeletable,
  tablesScale,
  tablesUseOwnKey,
} from "./dynamodb";
import {
  imagesExpire,
  imagesNotForceDeleted,
  imagesNotPublic,
  imagesScanned,
  imagesUseOwnKey,
  tagsImmutable,
} from "./ecr";
import {
  accessByEntries,
  clusterSecretsEncrypted,
  clustersProtected,
  endpointNotOpen,
  endpointPrivate,
  networkPoliciesEnforced,
  zonalShiftAllowed,
} from "./eks";
import { clusterLogsComplete, clusterLogsExpire } from "./eks-logs";
import { noExtendedSupport, versionSupported } from "./eks-support";
import {
  cachesAskForPassword,
  cachesBackedUp,
  cachesEncrypted,
  cachesFailOver,
  cachesInOwnSubnets,
  cachesLogged,
  cachesPatched,
  cachesRequireTls,
} from "./elasticache";
import { edgePolicies, edgeValidity } from "./edge";
import { endpointsForNodes, endpointsRedundant, endpointsUsable } from "./endpoints";
import { busesNotPublic, targetsRetryAndPark } from "./events";
import { flowLogsCheap, vpcsRecordFlows } from "./flow-logs";
import { functionFailuresKept, functionLogsOwned } from "./function-failures";
import { functionsReachPrivateData, functionsSpanZones } from "./function-places";
import { functionsUseOwnKey, functionsWithoutSecrets } from "./function-secrets";
import { functionPolicies } from "./functions";
import { endpointsNarrow, gatewaysReachEveryone } from "./gateway-endpoints";
import { everythingTagged, providersExplicit, statefulProtectedTogether } from "./governance";
import { interruptionsFromAws } from "./interruptions";
import { keyPoliciesNotPublic, keysAdmitAlarms, keysAdmitLogs, keysLeaveTime, keysRotate } from "./keys";
import { kubernetesPolicies, kubernetesValidity } from "./kubernetes";
import { managedPoliciesListed } from "./managed-policies";
import { topicsEncrypted, topicsNotPublic, topicsRequireTls } from "./messaging";
import {
  kafkaKnowsItsClients,
  kafkaNotPublic,
  kafkaTlsBetweenBrokers,
  kafkaTlsToClients,
  kafkaUsesOwnKey,
} from "./msk";
import { kafkaLogged, kafkaMeasuredByTopic, kafkaStorageGrows, kafkaTopicsSafe } from "./msk-reliability";
import { natInOwnZone, natNotRedundant, natWatched } from "./nat";
import { nodeRolesNarrow } from "./node-roles";
import {
  templatesEncryptVolumes,
  templatesGiveNoPublicAddress,
  templatesGuardMetadata,
  templatesPassOnTags,
  templatesUseCheapVolumes,
} from "./node-templates";
import {
  nodesInPrivateSubnets,
  nodesKeptHealthy,
  nodesSpanZones,
  nodesUseOwnTemplate,
  nodesWithoutShells,
} from "./nodes";
import {
  alarmsHandleSilence,
  alarmsSwitchedOn,
  alarmsTellSomebody,
  logsExpire,
  logsUseOwnKey,
} from "./observability";
import { podRolesNotShared, podRolesTrustPods, podTrustTight } from "./pod-identity";
import { queuesEncrypted, queuesNotPublic, queuesRequireTls } from "./queues";
import { rdsAccessPolicies, rdsRequiresTls } from "./rds";
import { rdsDurabilityPolicies } from "./rds-durability";
import { rdsBehindItsProxy, rdsProxyHardened, rdsProxyRequiresTls } from "./rds-proxy";
import { rdsEventsComplete, rdsEventsDeliverable, rdsSubnetsIsolated, rdsWatched } from "./rds-surroundings";
import { rdsUpkeepPolicies } from "./rds-upkeep";
import {
  noPlainCredentials,
  secretPoliciesBlockPublic,
  secretsRecoverable,
  secretsRotate,
  secretsUseOwnKey,
  secretValuesMarked,
} from "./secrets";
import {
  defaultSecurityGroupClosed,
  networkAclsKeepShellsShut,
  noWorldOpenIngress,
  securityGroupsDescribed,
} from "./security-groups";
import { dataTiersIsolated, subnetsGiveNoPublicAddress, tiersSpanZones } from "./subnets";
import { trustIsTight } from "./trust";
import { addonsComplete, addonsWellFormed, oncePerCluster } from "./validity/addons";
import { alarmsLegal } from "./validity/alarms";
import { apiValidity } from "./validity/api-gateway";
import { backupPlansLegal } from "./validity/backup";
import { queryLogDeliverable, signingKeysUsable } from "./validity/dns";
import { streamsWellFormed, tableBillingLegal, tableKeysDeclared } from "./validity/dynamodb";
import { imageKeysNear, imageLifecyclesWellFormed } from "./validity/ecr";
import { documentsWellFormed, documentsWithinQuota } from "./validity/documents";
import { accessEntriesUsable, clusterSubnetsFit, subnetsDiscoverable } from "./validity/eks";
import {
  cacheFamiliesMatch,
  cacheLogsLegal,
  cacheSizesLegal,
  cacheTokensLegal,
} from "./validity/elasticache";
import { endpointNamesOnce, endpointsWellFormed, oneSubnetPerZone } from "./validity/endpoints";
import { queueBatchesLegal, queueReadersWithinReserve, queueTimeoutsAgree } from "./validity/event-sources";
import { timesLegal } from "./validity/events";
import { functionRuntimesLegal } from "./validity/function-runtimes";
import { functionValidity } from "./validity/functions";
import { keysLegal, lifecyclesWellFormed, retentionsLegal, secretsWindowLegal } from "./validity/limits";
import { kafkaBrokersSpread, kafkaVersionsLegal } from "./validity/msk";
import { kafkaSecretsLegal, kafkaTopicsLegal } from "./validity/msk-topics";
import { nodesScaleLegally, nodesWellFormed } from "./validity/node-groups";
import { nodesAgreeWithTemplate, nodesFitTheirImage, nodesKeepUpWithCluster } from "./validity/nodes";
import { fifoSettingsLegal, queueNamesTellKind, queueSettingsLegal, redrivesLegal } from "./validity/queues";
import { rdsFamilyFits, rdsLoginLegal, rdsParametersApply, rdsSpansZones } from "./validity/rds";
import { rdsProxyPoolLegal, rdsProxySecretsReadable } from "./validity/rds-proxy";
import { rdsDestroyable, rdsMonitoringLegal, rdsStorageLegal, rdsWindowsApart } from "./validity/rds-upkeep";
import { edgeInItsSeat, oneRegion } from "./validity/regions";
import { rulesSeparate, rulesWellFormed, rulesWithinQuota } from "./validity/security-group-rules";
import { natInPublicSubnet, subnetsFit } from "./validity/subnets";
import {
  arnsWellFormed,
  descriptionsLegal,
  namesLegal,
  stringsWithoutHoles,
  tagsLegal,
} from "./validity/values";
import type { Policy } from "./policy";

/** Every policy, by topic: first what must hold, then what AWS refuses when a resource is made. */
export const allPolicies: readonly Policy[] = [
  defaultSecurityGroupClosed,
  noWorldOpenIngress,
  securityGroupsDescribed,
  networkAclsKeepShellsShut,
  subnetsGiveNoPublicAddress,
  dataTiersIsolated,
  tiersSpanZones,
  natInOwnZone,
  natNotRedundant,
  natWatched,
  vpcsRecordFlows,
  flowLogsCheap,
  endpointsForNodes,
  endpointsUsable,
  endpointsRedundant,
  gatewaysReachEveryone,
  endpointsNarrow,
  endpointNotOpen,
  endpointPrivate,
  versionSupported,
  noExtendedSupport,
  accessByEntries,
  clusterSecretsEncrypted,
  clusterLogsComplete,
  clusterLogsExpire,
  clustersProtected,
  zonalShiftAllowed,
  networkPoliciesEnforced,
  nodesUseOwnTemplate,
  nodesInPrivateSubnets,
  nodesSpanZones,
  nodesWithoutShells,
  nodesKeptHealthy,
  nodeRolesNarrow,
  templatesGuardMetadata,
  templatesGiveNoPublicAddress,
  templatesEncryptVolumes,
  templatesUseCheapVolumes,
  templatesPassOnTags,
  podTrustTight,
  podRolesNotShared,
  podRolesTrustPods,
  interruptionsFromAws,
  bucketsBlockPublicAccess,
  bucketsRequireTls,
  bucketsAccessLogged,
  bucketsWithoutAcls,
  bucketsVersioned,
  bucketsTidied,
  bucketPolicyNotPublic,
  bucketPolicyKeepsOwnership,
  bucketsNotDestroyable,
  bucketsUsePartsOnly,
  bucketsUseKms,
  bucketsEncrypted,
  tablesScale,
  tablesGoBack,
  tablesNotDeletable,
  tablesUseOwnKey,
  tablesHaveCeiling,
  fleetingItemsForgotten,
  imagesScanned,
  tagsImmutable,
  imagesExpire,
  imagesUseOwnKey,
  imagesNotPublic,
  imagesNotForceDeleted,
  backupsPlanned,
  dataBackedUp,
  keysRotate,
  keyPoliciesNotPublic,
  keysLeaveTime,
  keysAdmitLogs,
  keysAdmitAlarms,
  secretsRotate,
  secretsUseOwnKey,
  secretsRecoverable,
  secretValuesMarked,
  noPlainCredentials,
  secretPoliciesBlockPublic,
  noAdministrators,
  noServiceWildcards,
  noDecryptWithEveryKey,
  noOpenPassRole,
  managedPoliciesListed,
  noUsers,
  trustIsTight,
  rolesBounded,
  zoneKeepsItsRecords,
  queriesLogged,
  logsExpire,
  logsUseOwnKey,
  alarmsTellSomebody,
  alarmsSwitchedOn,
  alarmsHandleSilence,
  topicsNotPublic,
  topicsEncrypted,
  topicsRequireTls,
  queuesEncrypted,
  queuesNotPublic,
  queuesRequireTls,
  queuesParkPoison,
  deadLettersGuarded,

  busesNotPublic,
  targetsRetryAndPark,
  ...functionPolicies,
  functionsSpanZones,
  functionsReachPrivateData,
  functionsWithoutSecrets,
  functionsUseOwnKey,
  functionFailuresKept,
  functionLogsOwned,
  methodsAuthorised,
  methodsValidated,
  ...apiStagePolicies,
  apisThrottled,
  apisThrottledWithinFunction,
  apisThrottledWithinAccount,
  cachesBackedUp,
  cachesPatched,
  cachesFailOver,
  cachesEncrypted,
  cachesRequireTls,
  cachesAskForPassword,
  cachesInOwnSubnets,
  cachesLogged,
  kafkaTlsBetweenBrokers,
  kafkaTlsToClients,
  kafkaNotPublic,
  kafkaKnowsItsClients,
  kafkaMeasuredByTopic,
  kafkaLogged,
  kafkaUsesOwnKey,
  kafkaTopicsSafe,
  kafkaStorageGrows,
  ...rdsAccessPolicies,
  ...rdsDurabilityPolicies,
  ...rdsUpkeepPolicies,
  rdsRequiresTls,
  rdsSubnetsIsolated,
  rdsEventsComplete,
  rdsEventsDeliverable,
  rdsWatched,
  rdsProxyRequiresTls,
  rdsProxyHardened,
  rdsBehindItsProxy,
  ...edgePolicies,
  ...kubernetesPolicies,
  everythingTagged,
  providersExplicit,
  statefulProtectedTogether,
  stringsWithoutHoles,
  arnsWellFormed,
  namesLegal,
  tagsLegal,
  descriptionsLegal,
  oneRegion,
  edgeInItsSeat,
  subnetsFit,
  natInPublicSubnet,
  rulesWellFormed,
  rulesWithinQuota,
  rulesSeparate,
  endpointsWellFormed,
  endpointNamesOnce,
  oneSubnetPerZone,
  clusterSubnetsFit,
  subnetsDiscoverable,
  accessEntriesUsable,
  addonsWellFormed,
  addonsComplete,
  oncePerCluster,
  nodesScaleLegally,
  nodesWellFormed,
  nodesAgreeWithTemplate,
  nodesFitTheirImage,
  nodesKeepUpWithCluster,
  documentsWellFormed,
  documentsWithinQuota,
  lifecyclesWellFormed,
  tableKeysDeclared,
  tableBillingLegal,
  streamsWellFormed,
  imageLifecyclesWellFormed,
  imageKeysNear,
  backupPlansLegal,
  secretsWindowLegal,
  keysLegal,
  retentionsLegal,
  alarmsLegal,
  signingKeysUsable,
  queryLogDeliverable,
  cacheTokensLegal,
  cacheSizesLegal,
  cacheFamiliesMatch,
  cacheLogsLegal,
  kafkaBrokersSpread,
  kafkaVersionsLegal,
  kafkaSecretsLegal,
  kafkaTopicsLegal,
  rdsLoginLegal,
  rdsFamilyFits,
  rdsParametersApply,
  rdsSpansZones,
  rdsMonitoringLegal,
  rdsStorageLegal,
  rdsDestroyable,
  rdsWindowsApart,
  rdsProxyPoolLegal,
  rdsProxySecretsReadable,
  queueNamesTellKind,
  fifoSettingsLegal,
  redrivesLegal,
  queueSettingsLegal,
  timesLegal,
  functionRuntimesLegal,
  ...functionValidity,
  queueReadersWithinReserve,
  queueBatchesLegal,
  queueTimeoutsAgree,
  ...apiValidity,
  ...edgeValidity,
  ...kubernetesValidity,
];
