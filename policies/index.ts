import { PolicyPack } from "@pulumi/policy";
import { allPolicies } from "./all";
import { toPack } from "./crossguard";
import { exceptions } from "./exceptions";

new PolicyPack("urr", { policies: toPack(allPolicies, exceptions) });
