import type { Random } from "../model/random";

/**
 * How the AWS solution numbers a batch of messages: one `INCRBY` for the batch, then a put and a delete a message. The
 * running number advances at the end of the loop, so a delete that fails gives the same number to the next message, and
 * the message that comes back gets another.
 *
 * @returns how many people share a number with somebody else.
 */
export function sharedNumbers(
  people: number,
  batchSize: number,
  deleteFails: number,
  random: Random,
): number {
  let counter = 0;
  let waiting = people;
  const holders = new Map<number, number>();
  while (waiting > 0) {
    const batch = Math.min(batchSize, waiting);
    let number = counter + 1;
    counter += batch;
    for (let message = 0; message < batch; message += 1) {
      holders.set(number, (holders.get(number) ?? 0) + 1);
      if (random() < deleteFails) continue;
      number += 1;
      waiting -= 1;
    }
  }
  let shared = 0;
  for (const count of holders.values()) if (count > 1) shared += count - 1;
  return shared;
}
