import type { DataTier } from "../components/data-tier";
import type { Queueing } from "../components/queueing";

/** What a stack tells of its queues, and of all its tables. */
export function queueingOutputs({ stream, waitingRoom }: Queueing, { tables }: DataTier) {
  const tableNames = { ...tables?.names, ...waitingRoom?.tables.names };
  return {
    queueUrls: { ticketEvents: stream.events.url, ticketEventsGivenUp: stream.deadLetters.url },
    ...(Object.keys(tableNames).length === 0 ? {} : { tableNames }),
  };
}
