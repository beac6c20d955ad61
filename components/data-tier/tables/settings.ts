import { z } from "zod";
import { refusing, whenSound } from "../../contradiction";

/** AWS raises what an account may have, but not by itself: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
const accountUnits = 80_000;

const units = z.int().min(1).max(accountUnits);

/** Units that scaling moves between; each table and each write index has this range. */
const range = (kind: "read" | "write", min: number, max: number) =>
  z
    .strictObject({
      min: units.default(min).meta({
        description: `${kind === "read" ? "Read" : "Write"} units a second that a table always has and pays for. Of provisioned tables only.`,
        examples: [min],
      }),
      max: units.default(max).meta({
        description: `${kind === "read" ? "Read" : "Write"} units a second that a table never exceeds, whatever the billing.`,
        examples: [max],
      }),
    })
    .superRefine(
      refusing(({ min: least, max: most }) =>
        least <= most
          ? []
          : [{ path: ["max"], message: `is less than min, ${String(least)}`, example: least }],
      ),
      whenSound("min", "max"),
    );

export const tablesSettings = z.strictObject({
  mode: z
    .enum(["none", "provisioned", "onDemand"])
    .default("none")
    .meta({
      description:
        "DynamoDB tables for reservations, orders and inventory: `none`; `provisioned`, scaled between min and max, for load that is known and lasts; `onDemand`, paid by request, for load that comes and goes.",
      examples: ["provisioned"],
    }),
  read: range("read", 5_000, 20_000)
    .prefault({})
    .meta({ description: "Reading capacity of each table.", examples: [{ min: 5000, max: 20000 }] }),
  write: range("write", 2_000, 10_000)
    .prefault({})
    .meta({
      description:
        "Writing capacity of each table, and of each index, which every write of its table reaches.",
      examples: [{ min: 2000, max: 10000 }],
    }),
  // Auto scaling tracks 20 to 90: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/AutoScaling.html
  targetUtilization: z
    .int()
    .min(20)
    .max(90)
    .default(70)
    .meta({
      description:
        "Percent of the capacity that scaling keeps in use; less leaves more room until it has caught up. Of provisioned tables only.",
      examples: [70],
    }),
  pointInTimeRecovery: z
    .boolean()
    .default(true)
    .meta({
      description: "Whether a table can be restored to any second of the last 35 days.",
      examples: [true],
    }),
});

/** Settings of the reservation tables, every default filled in. */
export type TablesSettings = z.output<typeof tablesSettings>;
