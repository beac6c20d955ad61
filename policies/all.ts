import {
  noAdministrators,
  noDecryptWithEveryKey,
  noOpenPassRole,
  noServiceWildcards,
  noUsers,
} from "./access";
import { rolesBounded } from "./boundaries";
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
import { queriesLogged, zoneKeepsItsRecords } from "./dns";
import { endpointsForNodes, endpointsRedundant, endpointsUsable } from "./endpoints";
import { flowLogsCheap, vpcsRecordFlows } from "./flow-logs";
import { endpointsNarrow, gatewaysReachEveryone } from "./gateway-endpoints";
import { everythingTagged, providersExplicit, statefulProtectedTogether } from "./governance";
import { keyPoliciesNotPublic, keysAdmitAlarms, keysAdmitLogs, keysLeaveTime, keysRotate } from "./keys";
import { managedPoliciesListed } from "./managed-policies";
import { topicsEncrypted, topicsNotPublic, topicsRequireTls } from "./messaging";
import { natInOwnZone, natNotRedundant, natWatched } from "./nat";
import {
  alarmsHandleSilence,
  alarmsSwitchedOn,
  alarmsTellSomebody,
  logsExpire,
  logsUseOwnKey,
} from "./observability";
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
import { alarmsLegal } from "./validity/alarms";
import { queryLogDeliverable, signingKeysUsable } from "./validity/dns";
import { documentsWellFormed, documentsWithinQuota } from "./validity/documents";
import { endpointNamesOnce, endpointsWellFormed, oneSubnetPerZone } from "./validity/endpoints";
import { keysLegal, lifecyclesWellFormed, retentionsLegal, secretsWindowLegal } from "./validity/limits";
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
  documentsWellFormed,
  documentsWithinQuota,
  lifecyclesWellFormed,
  secretsWindowLegal,
  keysLegal,
  retentionsLegal,
  alarmsLegal,
  signingKeysUsable,
  queryLogDeliverable,
];
