import { lineAt } from "../waiting-room/line/line";
import type { z } from "zod";
import type { View } from "../waiting-room/view";
import type { figuresSchema } from "./answers";
import type { ApiDeps } from "./call";

/** What an operator watches: people inside and slots for latecomers as the last tick counted them. */
export async function figuresOf(
  { event, record, control, sequence }: View,
  { store, clock }: Pick<ApiDeps, "store" | "clock">,
): Promise<z.infer<typeof figuresSchema>> {
  const { offered, granted } = await store.readLate(event);
  const now = clock.now();
  const { rate, capacity } = record.config;
  const served = control === undefined ? 0 : Math.min(sequence.last, lineAt(control, record.config, now));
  return {
    now,
    mode: record.mode,
    served,
    issued: sequence.last,
    waiting: sequence.last - served,
    active: control?.active ?? 0,
    capacity,
    rate,
    slope: control?.segment.slope ?? 0,
    lateOffered: offered,
    lateGranted: granted,
    ...(control === undefined ? {} : { tickAgeMs: Math.max(0, now - control.tickedAt) }),
  };
}
