import { example } from "../example";
import type { ResourcePolicy } from "../policy";
import { text, violationIf, type Props } from "../read";
import { types } from "../types";

const lambda = (props: Props) => example(types.lambdaFunction, { name: "worker", ...props });

/**
 * What Lambda still makes new functions with, checked on 2026-11-20: nodejs22.x is supported to 2027-04-30, nodejs24.x
 * to 2028-04-30. https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const runtimes = ["nodejs22.x", "nodejs24.x"];

export const functionRuntimesLegal: ResourcePolicy = {
  kind: "resource",
  id: "functions-runtime-supported",
  requirement: "Every function runs on a runtime with which Lambda makes new functions.",
  controls: ["FN-02", "Lambda.2", "nag:L1", "V-71"],
  severity: "high",
  appliesTo: [types.lambdaFunction],
  check: (one) =>
    violationIf(
      one.props["packageType"] !== "Image" && !runtimes.includes(text(one.props["runtime"]) ?? ""),
      one,
      "runtime",
      `is not one of ${runtimes.join(", ")}`,
    ),
  violatedBy: [[lambda({ runtime: "nodejs20.x" })], [lambda({})]],
  keptBy: [lambda({ runtime: "nodejs24.x" }), lambda({ packageType: "Image" })],
};
