import { stableHex } from "../fake-ids";
import { attachedTo, text, type Answers, type Asked } from "./answer";
import { uniqueId } from "./identity";

const since = "2026-01-01T00:00:00Z";

const tagged =
  (of: string, keyOf: (inputs: Asked["inputs"]) => string) =>
  ({ inputs }: Asked) => ({ id: `${text(inputs, of)},${keyOf(inputs)}`, outputs: {} });

const busOf = (inputs: Asked["inputs"]): string => text(inputs, "eventBusName", "default");

/** Rules of the default bus are called by their name alone. */
const inBus = (inputs: Asked["inputs"], name: string, separator: string): string =>
  busOf(inputs) === "default" ? name : `${busOf(inputs)}${separator}${name}`;

/** Answers for what makes nodes, and for the queue and events by which they are told to leave. */
export const nodesAnswers: Answers = {
  "aws:ec2/launchTemplate:LaunchTemplate": ({ account, region, urn }) => {
    const id = `lt-0${stableHex(urn, 16)}`;
    const arn = `arn:aws:ec2:${region}:${account}:launch-template/${id}`;
    return { id, outputs: { arn, defaultVersion: 1, latestVersion: 1 } };
  },
  "aws:autoscaling/tag:Tag": tagged("autoscalingGroupName", ({ tag }) =>
    text((tag ?? {}) as Asked["inputs"], "key"),
  ),
  "aws:ec2/tag:Tag": tagged("resourceId", (inputs) => text(inputs, "key")),
  "aws:iam/instanceProfile:InstanceProfile": ({ account, inputs, urn }) => {
    const name = text(inputs, "name");
    const arn = `arn:aws:iam::${account}:instance-profile${text(inputs, "path", "/")}${name}`;
    return { id: name, outputs: { arn, uniqueId: uniqueId("AIPA", urn), createDate: since } };
  },
  "aws:sqs/queue:Queue": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    const url = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    return { id: url, outputs: { arn: `arn:aws:sqs:${region}:${account}:${name}`, url } };
  },
  "aws:sqs/queuePolicy:QueuePolicy": attachedTo("queueUrl"),
  "aws:cloudwatch/eventRule:EventRule": ({ account, inputs, region }) => {
    const name = inBus(inputs, text(inputs, "name"), "/");
    return { id: name, outputs: { arn: `arn:aws:events:${region}:${account}:rule/${name}` } };
  },
  "aws:cloudwatch/eventTarget:EventTarget": ({ inputs, urn }) => {
    const targetId = text(inputs, "targetId", `terraform-${stableHex(urn, 26)}`);
    const rule = inBus(inputs, text(inputs, "rule"), "-");
    return { id: `${rule}-${targetId}`, outputs: { targetId } };
  },
  "aws:scheduler/scheduleGroup:ScheduleGroup": ({ account, inputs, region }) => {
    const name = text(inputs, "name");
    const arn = `arn:aws:scheduler:${region}:${account}:schedule-group/${name}`;
    return { id: name, outputs: { arn, state: "ACTIVE", creationDate: since, lastModificationDate: since } };
  },
  "aws:scheduler/schedule:Schedule": ({ account, inputs, region }) => {
    const path = `${text(inputs, "groupName", "default")}/${text(inputs, "name")}`;
    return { id: path, outputs: { arn: `arn:aws:scheduler:${region}:${account}:schedule/${path}` } };
  },
};
