import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DynamoModel, TransactionCanceled, type Action } from "../../../test/support/dynamodb-model";
import { tableNames, tableSchemas } from "./schema";

/** The keys as the tables have them. */
const keys = Object.fromEntries(
  tableNames.map((name) => {
    const schema = tableSchemas[name];
    return [name, [schema.hash.name, ...("range" in schema ? [schema.range.name] : [])]];
  }),
);

interface Unit {
  readonly inventoryId: string;
  readonly unitId: string;
}
interface Taken {
  readonly unit: Unit;
  readonly quantity: number;
}

/** The three transactions of the schema's table. No attribute is a word that DynamoDB reserves, as `status` is. */
const transactions = {
  hold: (reservationId: string, taken: readonly Taken[], heldUntil: number): readonly Action[] => [
    ...taken.map(({ unit, quantity }) => ({
      table: "inventory",
      key: { ...unit },
      update: "SET available = available - :n",
      condition: "available >= :n",
      values: { ":n": quantity },
    })),
    {
      table: "reservations",
      put: { reservationId, reservationStatus: "HELD", heldUntil, expirySlot: "0", units: taken },
      condition: "attribute_not_exists(reservationId)",
    },
  ],
  confirm: (reservationId: string, now: number): readonly Action[] => [
    {
      table: "reservations",
      key: { reservationId },
      update: "SET reservationStatus = :confirmed REMOVE expirySlot",
      condition: "reservationStatus = :held AND heldUntil > :now",
      values: { ":held": "HELD", ":confirmed": "CONFIRMED", ":now": now },
    },
    {
      table: "orders",
      put: { orderId: reservationId, userId: "user", createdAt: String(now) },
      condition: "attribute_not_exists(orderId)",
    },
  ],
  release: (reservationId: string, taken: readonly Taken[], now: number): readonly Action[] => [
    ...taken.map(({ unit, quantity }) => ({
      table: "inventory",
      key: { ...unit },
      update: "SET available = available + :n",
      values: { ":n": quantity },
    })),
    {
      table: "reservations",
      key: { reservationId },
      update: "SET reservationStatus = :expired, forgetAt = :forgetAt REMOVE expirySlot",
      condition: "reservationStatus = :held AND heldUntil <= :now",
      values: { ":held": "HELD", ":expired": "EXPIRED", ":now": now, ":forgetAt": now + 3 },
    },
  ],
};

const seat = { inventoryId: "show#A", unitId: "seat#A-1" };
const stock = [
  { unit: seat, total: 1 },
  { unit: { inventoryId: "show#A", unitId: "seat#A-2" }, total: 1 },
  { unit: { inventoryId: "show#standing", unitId: "pool#0" }, total: 5 },
];

type Step =
  | { readonly kind: "hold"; readonly id: string; readonly taken: readonly Taken[] }
  | { readonly kind: "confirm" | "release"; readonly id: string }
  | { readonly kind: "wait"; readonly seconds: number }
  | { readonly kind: "forget" };

const ids = fc.constantFrom("r1", "r2", "r3", "r4", "r5");
const taken = fc
  .uniqueArray(fc.constantFrom(...stock), { minLength: 1, maxLength: 3 })
  .chain((units) =>
    fc.tuple(
      ...units.map(({ unit }) => fc.integer({ min: 1, max: 3 }).map((quantity) => ({ unit, quantity }))),
    ),
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("hold" as const), id: ids, taken }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom("confirm" as const, "release" as const), id: ids }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("wait" as const), seconds: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const) }) },
);
const holdSeconds = 5;

/** Runs steps in the order in which their transactions commit; every step may be late, repeated or unlucky. */
function run(
  steps: readonly Step[],
  does: typeof transactions,
  after: (model: DynamoModel) => void = () => undefined,
) {
  const model = new DynamoModel(keys);
  // What someone who releases has read before, however long ago: an index lags behind its table.
  const seen = new Map<string, readonly Taken[]>();
  let now = 0;
  model.transactWrite(
    stock.map(({ unit, total }) => ({ table: "inventory", put: { ...unit, available: total } })),
  );
  const attempt = (actions: readonly Action[]) => {
    try {
      model.transactWrite(actions);
    } catch (error) {
      if (!(error instanceof TransactionCanceled)) throw error;
    }
  };
  for (const one of steps) {
    if (one.kind === "wait") now += one.seconds;
    if (one.kind === "hold") {
      attempt(does.hold(one.id, one.taken, now + holdSeconds));
      if (!seen.has(one.id)) seen.set(one.id, unitsOf(model, one.id) ?? []);
    }
    if (one.kind === "confirm") attempt(does.confirm(one.id, now));
    if (one.kind === "release") {
      attempt(does.release(one.id, unitsOf(model, one.id) ?? seen.get(one.id) ?? [], now));
    }
    if (one.kind === "forget") {
      for (const item of model.items("reservations")) {
        if (Number(item["forgetAt"]) <= now) model.forget("reservations", item);
      }
    }
    after(model);
  }
  return { model, now };
}

const unitsOf = (model: DynamoModel, reservationId: string) =>
  model.get("reservations", { reservationId })?.["units"] as readonly Taken[] | undefined;

/** Units that reservations of a status have, of one kind. */
const inStatus = (model: DynamoModel, statuses: readonly string[], { unitId }: Unit) =>
  model
    .items("reservations")
    .filter(({ reservationStatus }) => statuses.includes(String(reservationStatus)))
    .flatMap((item) => item["units"] as readonly Taken[])
    .filter(({ unit }) => unit.unitId === unitId)
    .reduce((sum, { quantity }) => sum + quantity, 0);

const available = (model: DynamoModel, unit: Unit) =>
  Number(model.get("inventory", { ...unit })?.["available"]);

function soldTooMuch(model: DynamoModel): boolean {
  return stock.some(({ unit, total }) => {
    const gone = inStatus(model, ["HELD", "CONFIRMED"], unit);
    return available(model, unit) < 0 || gone > total || available(model, unit) + gone !== total;
  });
}

const steps = fc.array(step, { maxLength: 60 });

describe("the transactions of the booking flow", () => {
  it("sell no unit twice and lose none, in whatever order they commit: DAT-54", () => {
    fc.assert(
      fc.property(steps, (all) => {
        run(all, transactions, (model) => {
          expect(soldTooMuch(model)).toBe(false);
          const confirmed = model
            .items("reservations")
            .filter(({ reservationStatus }) => reservationStatus === "CONFIRMED");
          expect(
            model
              .items("orders")
              .map(({ orderId }) => orderId)
              .toSorted(),
          ).toEqual(confirmed.map(({ reservationId }) => reservationId).toSorted());
        });
      }),
      { numRuns: 500 },
    );
  });

  it("give every unit back that nobody has paid for in time", () => {
    fc.assert(
      fc.property(steps, (all) => {
        const { model, now } = run(all, transactions);
        const late = now + holdSeconds;
        // The index has who holds, and nobody else.
        const open = model.items("reservations").filter((item) => item["expirySlot"] !== undefined);
        for (const item of open) {
          model.transactWrite(
            transactions.release(String(item["reservationId"]), item["units"] as readonly Taken[], late),
          );
        }
        for (const { unit, total } of stock) {
          expect(inStatus(model, ["HELD"], unit)).toBe(0);
          expect(available(model, unit)).toBe(total - inStatus(model, ["CONFIRMED"], unit));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each<readonly [keyof typeof transactions, string]>([
    ["hold", "inventory"],
    ["hold", "reservations"],
    ["release", "reservations"],
  ])("would not without the condition that %s puts on %s", (broken, table) => {
    const careless = (actions: readonly Action[]): readonly Action[] =>
      actions.map(({ condition, ...rest }) =>
        rest.table === table || condition === undefined ? rest : { ...rest, condition },
      );
    const does = {
      ...transactions,
      [broken]: (...args: readonly never[]) =>
        careless((transactions[broken] as (...all: readonly never[]) => readonly Action[])(...args)),
    };
    const failure = fc.check(
      fc.property(steps, (all) => {
        run(all, does, (model) => {
          if (soldTooMuch(model)) throw new Error("sold too much");
        });
      }),
      // The same steps each time: among others it may take more of them to find it.
      { numRuns: 2000, seed: 1 },
    );
    expect(failure.failed).toBe(true);
  });

  it("turn a late payment away, and take one that comes twice for one", () => {
    const one: Step = { kind: "hold", id: "r1", taken: [{ unit: seat, quantity: 1 }] };
    const late = run(
      [one, { kind: "wait", seconds: holdSeconds }, { kind: "confirm", id: "r1" }],
      transactions,
    );
    expect(late.model.items("orders")).toEqual([]);
    const twice = run([one, { kind: "confirm", id: "r1" }, { kind: "confirm", id: "r1" }], transactions);
    expect(twice.model.items("orders")).toHaveLength(1);
  });
});
