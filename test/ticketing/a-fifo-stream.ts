import type { SQSRecord } from "aws-lambda";
import { again } from "./deliver";

/**
 * The stream as many workers see it: messages of a group come in their order, and while some of them are being handled
 * nobody gets others of that group. Unlike the local SQS it hands out many messages of many groups at a time, as SQS
 * does to Lambda.
 */
export class FifoStream {
  readonly #groups = new Map<string, SQSRecord[]>();
  readonly #busy = new Set<string>();

  constructor(messages: readonly SQSRecord[]) {
    for (const message of messages) {
      const group = groupOf(message);
      this.#groups.set(group, [...(this.#groups.get(group) ?? []), message]);
    }
  }

  get isEmpty(): boolean {
    return this.#groups.size === 0;
  }

  /** Up to `most` messages of groups that nobody handles, which are then handled by the caller. */
  take(most: number): readonly SQSRecord[] {
    const batch: SQSRecord[] = [];
    for (const [group, messages] of this.#groups) {
      if (batch.length === most) break;
      if (this.#busy.has(group)) continue;
      this.#busy.add(group);
      // Half of what is free: a batch is of several groups if there are several.
      batch.push(...messages.slice(0, Math.ceil((most - batch.length) / 2)));
    }
    return batch;
  }

  /** Ends a batch: what failed comes again, before all else of its group. */
  settle(batch: readonly SQSRecord[], failed: readonly string[]): void {
    const done = batch.filter(({ messageId }) => !failed.includes(messageId));
    for (const group of new Set(batch.map(groupOf))) {
      this.#busy.delete(group);
      const left = (this.#groups.get(group) ?? [])
        .filter((message) => !done.includes(message))
        .map((message) => (batch.includes(message) ? again(message) : message));
      // At the end of the line: others have their turn.
      this.#groups.delete(group);
      if (left.length > 0) this.#groups.set(group, left);
    }
  }
}

function groupOf({ attributes }: SQSRecord): string {
  return attributes.MessageGroupId ?? "";
}

/** Has workers empty the stream, all at the same time. */
export async function empty(
  stream: FifoStream,
  workers: readonly ((batch: readonly SQSRecord[]) => Promise<readonly string[]>)[],
): Promise<void> {
  await Promise.all(
    workers.map(async (handle) => {
      while (!stream.isEmpty) {
        const batch = stream.take(10);
        if (batch.length === 0) await new Promise((resolve) => setImmediate(resolve));
        else stream.settle(batch, await handle(batch));
      }
    }),
  );
}
