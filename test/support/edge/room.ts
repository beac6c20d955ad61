import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { Account } from "../../../components/account";
import type { EdgeSettings } from "../../../components/edge/settings";
import type { Operations } from "../../../components/operations";
import { OriginSecret } from "../../../components/origin-secret";
import type { Queueing } from "../../../components/queueing";
import { GateEntries } from "../../../components/queueing/waiting-room/gate-entries";

/** What others know the waiting room's API by. */
export const roomApi = {
  id: "roomapi123",
  stageName: "live",
  stageArn: "arn:aws:apigateway:ap-northeast-2::/restapis/roomapi123/stages/live",
};

export const roomFunction = {
  arn: "arn:aws:lambda:ap-northeast-2:123456789012:function:urr-test-waiting-room-api",
  name: "urr-test-waiting-room-api",
};

const generation = 2;

/** As much of the waiting room as the edge is given: its API by name, its gate's entries and its secret as they are made. */
export function roomBehind(
  { cdn, gate }: Pick<EdgeSettings, "cdn" | "gate">,
  { account, operations }: { readonly account: Account; readonly operations: Pick<Operations, "keyArn"> },
  here: pulumi.ComponentResourceOptions,
): NonNullable<Queueing["waitingRoom"]> {
  const { keyArn } = operations;
  // Whatever fills the entries first; here it is no function, since nobody asks what it does.
  const firstEntries = new random.RandomId("room-first-entries", { byteLength: 4 });
  const gateEntries = cdn
    ? new GateEntries("room-gate", { prefix: "urr-test", account, gate, disposable: false }, here)
    : undefined;
  const originHeader = cdn
    ? new OriginSecret(
        "room-origin",
        {
          ...{ secretName: "urr-test/waiting-room-origin", whose: "the API", region: account.region },
          ...{ generation, acceptsNext: true, keyArn },
        },
        here,
      )
    : undefined;
  return {
    api: outputs(roomApi),
    apiFunction: outputs(roomFunction),
    ...{ gateEntries, originHeader, firstEntries },
  } as unknown as NonNullable<Queueing["waitingRoom"]>;
}

const outputs = (values: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, pulumi.output(value)]));
