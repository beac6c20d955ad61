import { text, uuid, type Answers } from "./answer";

/** Answers for Application Auto Scaling, whatever it scales. */
export const autoscalingAnswers: Answers = {
  "aws:appautoscaling/target:Target": ({ account, inputs, region, urn }) => {
    const arn = `arn:aws:application-autoscaling:${region}:${account}:scalable-target/${uuid(urn)}`;
    return { id: text(inputs, "resourceId", urn), outputs: { arn } };
  },
  "aws:appautoscaling/policy:Policy": ({ account, inputs, region, urn }) => {
    const name = text(inputs, "name");
    const resource = `${text(inputs, "serviceNamespace")}/${text(inputs, "resourceId")}`;
    const arn = `arn:aws:autoscaling:${region}:${account}:scalingPolicy:${uuid(urn)}:resource/${resource}:policyName/${name}`;
    return { id: name, outputs: { arn, alarmArns: [] } };
  },
};
