import { example } from "../example";
import { functionNamed } from "../function-links";
import type { StackPolicy } from "../policy";
import { ofType, text, violation, type Props } from "../read";
import { types } from "../types";

const groupArn =
  "arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:targetgroup/visits/0123456789abcdef";
const functionArn = "arn:aws:lambda:ap-northeast-2:123456789012:function:visits";
const group = example(types.targetGroup, { targetType: "lambda", arn: groupArn });
const lambda = example(types.lambdaFunction, { name: "visits", arn: functionArn });
const attachment = example(types.targetGroupAttachment, { targetGroupArn: groupArn, targetId: functionArn });
const permission = (props: Props = {}) =>
  example(types.functionPermission, {
    ...{ function: "visits", action: "lambda:InvokeFunction", sourceArn: groupArn },
    ...{ principal: "elasticloadbalancing.amazonaws.com", ...props },
  });

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#register-lambda-function */
export const targetFunctionsCallable: StackPolicy = {
  kind: "stack",
  id: "target-groups-may-call-functions",
  requirement: "A function that is a target of a load balancer has a permission for this target group.",
  controls: ["V-44"],
  severity: "high",
  appliesTo: [types.targetGroupAttachment],
  check: (resources) =>
    ofType(resources, types.targetGroupAttachment)
      .filter(({ props }) => /^arn:[^:]*:lambda:/.test(text(props["targetId"]) ?? ""))
      .filter((attached) => {
        const target = functionNamed(attached.props["targetId"], resources);
        return !ofType(resources, types.functionPermission).some(
          ({ props }) =>
            props["principal"] === "elasticloadbalancing.amazonaws.com" &&
            props["action"] === "lambda:InvokeFunction" &&
            props["sourceArn"] === attached.props["targetGroupArn"] &&
            target !== undefined &&
            functionNamed(props["function"], resources) === target,
        );
      })
      .map((attached) =>
        violation(attached, "targetId", "has no permission for the target group, which cannot register it"),
      ),
  violatedBy: [
    [group, lambda, attachment],
    [group, lambda, attachment, permission({ principal: "apigateway.amazonaws.com" })],
    [group, lambda, attachment, permission({ sourceArn: `${groupArn}0` })],
    [group, lambda, attachment, permission({ function: "another" })],
  ],
  keptBy: [group, lambda, attachment, permission()],
};
