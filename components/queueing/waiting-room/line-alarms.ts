import type { Watched } from "../../watched-figures";

const day = 86_400;

/** What the waiting room tells of itself. */
export function lineAlarms({
  keyRotationDays,
  namespace,
}: {
  readonly keyRotationDays: number;
  /** Where the functions' own figures are. */
  readonly namespace: string;
}): Readonly<Record<string, Watched>> {
  // Figures of an event carry its name, and events are made after the deployment: a query finds them all.
  const ofEvents = (what: string) => ({
    query: `SELECT ${what} FROM SCHEMA("${namespace}", "event", "service")`,
  });
  const ofService = (service: string, metricName: string, statistic: "Sum" | "Maximum") => ({
    ...{ namespace, metricName, statistic },
    dimensions: { service },
  });
  return {
    "tick-age": {
      meaning:
        "a line has not been counted for half a minute. It goes on to its cap and then stands. See whether line-controller runs and whether DynamoDB throttles.",
      above: 30_000,
      minutes: { of: 3, bad: 3 },
      figure: ofEvents("MAX(TickAge)"),
    },
    "tick-duration": {
      meaning:
        "counting who is inside takes longer than a second. Raise sessionShards of the event, or lower its rate or sessionMaxMs.",
      above: 1_000,
      minutes: { of: 5, bad: 5 },
      figure: ofEvents("MAX(TickDuration)"),
    },
    "ticks-failed": {
      meaning: "lines could not be counted, in each of five minutes. The log of line-controller says why.",
      minutes: { of: 5, bad: 5 },
      figure: ofEvents("SUM(TicksFailed)"),
    },
    "wrong-clock": {
      meaning:
        "a process's clock is off by more than two seconds; it refuses to decide, and the others go on. If it lasts, deploy the function anew, which replaces its processes.",
      minutes: { of: 5, bad: 3 },
      figure: ofService("waiting-room-api", "WrongClock", "Sum"),
    },
    conflicts: {
      meaning:
        "two visitors claimed one place. That cannot happen unless keys are known to somebody: read the log, and drop the key if so.",
      minutes: { of: 1, bad: 1 },
      figure: ofService("waiting-room-api", "Conflicts", "Sum"),
    },
    faults: {
      meaning:
        "more than ten requests a minute have failed, whichever way they came. The log of waiting-room-api says why.",
      above: 10,
      minutes: { of: 5, bad: 5 },
      figure: ofService("waiting-room-api", "Faults", "Sum"),
    },
    "key-age": {
      meaning: `the key that signs is older than twice urr:queueing.waitingRoom.keyRotationDays. Events that end in months keep old keys alive, and there is room for four; if none does, read the log of key-rotation.`,
      above: 2 * keyRotationDays * day,
      minutes: { of: 60, bad: 60 },
      figure: ofService("key-rotation", "RingAge", "Maximum"),
    },
  };
}
