import type * as pulumi from "@pulumi/pulumi";
import { originSecretHeader } from "../../../functions/waiting-room-api/guard";
import { rule, type Rule } from "./rule";
import { any, header, path } from "./statements";

/** Calls of operators in five minutes from one address. */
const operatorCalls = 300;

/** By the API's own name, or by AWS's, which has the stage before it. */
const operators = any(path("STARTS_WITH", "/vwr/internal/"), path("STARTS_WITH", "/live/vwr/internal/"));

/**
 * Who may call the waiting room's API by its own address: CloudFront, by its secret, and operators, whose signatures
 * the API checks. All others are refused before they count against what an account may ask of API Gateway in a second.
 */
export function apiRules(originSecrets: readonly pulumi.Input<string>[]): readonly Rule[] {
  return [
    ...(originSecrets.length === 0
      ? []
      : [
          rule(
            "from-cloudfront",
            { allow: {} },
            any(...originSecrets.map((secret) => header(originSecretHeader, secret))),
          ),
        ]),
    rule(
      "operators-rate-limit",
      { block: {} },
      {
        rateBasedStatement: {
          ...{ limit: operatorCalls, evaluationWindowSec: 300, aggregateKeyType: "IP" },
          scopeDownStatement: operators,
        },
      },
    ),
    rule("operators", { allow: {} }, operators),
  ];
}
