import type { Account } from "../../account";
import type { Cluster } from "../../cluster";
import type { Operations } from "../../operations";

/** What observability is given of AWS, where it runs there. */
export interface ObservabilityOnAws {
  readonly account: Account;
  readonly cluster: Pick<Cluster, "clusterName" | "controlPlane">;
  readonly operations: Pick<Operations, "alarms" | "keyArn" | "retentionDays">;
  /** Whether its nodes stop out of hours, and with them whoever measures. */
  readonly restsOutOfHours: boolean;
  /** Whether logs may be lost with the environment. */
  readonly disposable: boolean;
  /** CloudWatch's namespace of the waiting room's own figures; undefined where it does not run. */
  readonly waitingRoomFigures: string | undefined;
}
