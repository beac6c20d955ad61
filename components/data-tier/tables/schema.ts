/** An attribute that is a key of a table or of an index. */
export interface KeyAttribute {
  readonly name: string;
  /** S for text, N for a number. */
  readonly type: "S" | "N";
}

export interface IndexSchema {
  readonly hash: KeyAttribute;
  readonly range: KeyAttribute;
  /** What an entry carries beside the keys. */
  readonly carries: "ALL" | readonly string[];
  /** Its readers' share of what is read from the table; it is written as often as the table. */
  readonly readShare: number;
}

export interface TableSchema {
  readonly hash: KeyAttribute;
  readonly range?: KeyAttribute;
  /** Seconds since 1970 after which DynamoDB may forget an item; items without it stay. */
  readonly forgetAt?: string;
  /** By name. */
  readonly indexes: Readonly<Record<string, IndexSchema>>;
}

/**
 * The three tables of the booking flow.
 *
 * Nothing is sold twice because every change is one transaction whose conditions DynamoDB checks in the same moment:
 *
 * | step    | inventory, each unit                       | reservation                                                              | order                |
 * | ------- | ------------------------------------------ | ------------------------------------------------------------------------ | -------------------- |
 * | hold    | `available -= n` if `available >= n`       | put HELD with `heldUntil` if there is none                               |                      |
 * | confirm |                                            | CONFIRMED if HELD and `heldUntil > now`; drops `expirySlot`              | put if there is none |
 * | release | `available += n`                           | EXPIRED if HELD and `heldUntil <= now`; drops `expirySlot`, `forgetAt` set |                      |
 *
 * A unit is what is sold as one: a seat is a unit of one, a standing area one unit of many or, where more than some
 * 500 holds a second reach it, several units of a part each. So `available` never falls below zero, and a held unit
 * goes back once: the reservation leaves HELD in the same transaction. A late payment fails on `heldUntil`, a repeated
 * one on the order, and a lost answer is repeated with the same client token.
 *
 * Who releases is whoever reads the index `expiry`, slot by slot, for holds that have run out. TTL does not: DynamoDB
 * deletes when it likes, often after days, and would forget the units with the hold. Hence `forgetAt` stands on finished
 * reservations only.
 */
export const tableSchemas = {
  inventory: {
    // The part of a venue that is looked at together, `<event>#<section>`, so that a popular event has many of them:
    // one value of a hash key takes 1,000 writes a second.
    hash: { name: "inventoryId", type: "S" },
    range: { name: "unitId", type: "S" },
    indexes: {},
  },
  reservations: {
    hash: { name: "reservationId", type: "S" },
    forgetAt: "forgetAt",
    indexes: {
      // Only holds have an `expirySlot`, so that the index is as small as what is open; slots spread its writes.
      expiry: {
        hash: { name: "expirySlot", type: "S" },
        range: { name: "heldUntil", type: "N" },
        carries: ["units"],
        readShare: 0.1,
      },
    },
  },
  orders: {
    // Its reservation's id, so that a reservation has one order at most.
    hash: { name: "orderId", type: "S" },
    indexes: {
      "by-user": {
        hash: { name: "userId", type: "S" },
        range: { name: "createdAt", type: "S" },
        carries: "ALL",
        readShare: 0.2,
      },
    },
  },
} as const satisfies Readonly<Record<string, TableSchema>>;

export type TableName = keyof typeof tableSchemas;
export const tableNames = Object.keys(tableSchemas) as TableName[];
