import { z } from "zod";
import type { AskAws } from "../aws-cli/ask";
import { describeDatabase, startDatabase } from "./commands";
import { refusedBy, type Look, type Part } from "./part";

const instances = z.object({
  DBInstances: z.array(z.object({ DBInstanceStatus: z.string() })).min(1),
});

/** It answers in these: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html */
const answering: ReadonlySet<string> = new Set(["available", "backing-up", "storage-optimization"]);
/** What no waiting helps. */
const broken =
  /^(deleting|failed|incompatible-.+|inaccessible-.+|insufficient-capacity|restore-error|storage-full)$/;

/** The instance on RDS. */
export function databasePart(ask: AskAws, identifier: string): Part {
  const look = (state: Look["state"], text: string): Look => ({ state, text, name: identifier });
  return {
    kind: "database",
    look: async () => {
      const { value, failure } = await ask(describeDatabase(identifier), instances);
      if (failure?.code.startsWith("DBInstanceNotFound") === true) {
        return look("refused", `there is no database ${identifier}`);
      }
      if (failure !== undefined) return refusedBy(failure, identifier);
      const status = value.DBInstances[0]?.DBInstanceStatus ?? "";
      if (answering.has(status)) return look("up", status);
      if (broken.test(status)) return look("refused", `the database is ${status}`);
      if (status === "stopping") return look("held", "stopping, and can be started after it");
      if (status !== "stopped") return look("starting", status);
      const { failure: refusal } = await ask(startDatabase(identifier), z.unknown());
      // Somebody was faster, such as the schedule: the next look shows it.
      const isUnderWay = refusal === undefined || refusal.code.startsWith("InvalidDBInstanceState");
      return isUnderWay ? look("starting", "start asked for") : refusedBy(refusal, identifier);
    },
  };
}
