/** An item, and the values that an expression names. */
export type Item = Readonly<Record<string, unknown>>;

/** One action of a transaction, in DynamoDB's own spelling. */
export interface Action {
  readonly table: string;
  /** For a put the keys are those of the item. */
  readonly put?: Item;
  readonly key?: Item;
  readonly update?: string;
  readonly condition?: string;
  readonly values?: Item;
}

/** Thrown where a condition does not hold; nothing has been changed then. */
export class TransactionCanceled extends Error {}

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostActions = 100;

/**
 * DynamoDB as far as transactions go: all conditions are judged at once on what is there, then all actions are done or
 * none. Understands `attribute_not_exists`, comparisons joined by AND, `SET a = :v`, `SET a = a + :v`,
 * `SET a = a - :v` and `REMOVE`.
 */
export class DynamoModel {
  readonly #tables = new Map<string, Map<string, Item>>();

  /** @param keys names of the key attributes of each table */
  constructor(private readonly keys: Readonly<Record<string, readonly string[]>>) {}

  items(table: string): readonly Item[] {
    return [...this.#table(table).values()];
  }

  get(table: string, key: Item): Item | undefined {
    return this.#table(table).get(this.#idOf(table, key));
  }

  /** What TTL does: without a condition, whenever it likes. */
  forget(table: string, key: Item): void {
    this.#table(table).delete(this.#idOf(table, key));
  }

  transactWrite(actions: readonly Action[]): void {
    const targets = actions.map((action) => ({ action, id: this.#idOf(action.table, keyOf(action)) }));
    const places = new Set(targets.map(({ action, id }) => `${action.table} ${id}`));
    if (actions.length > mostActions || places.size < actions.length) {
      throw new Error("DynamoDB takes 100 actions at most, and one for each item");
    }
    for (const { action, id } of targets) {
      const item = this.#table(action.table).get(id) ?? {};
      if (action.condition !== undefined && !holds(action.condition, item, action.values ?? {})) {
        throw new TransactionCanceled(`${action.table}: ${action.condition}`);
      }
    }
    for (const { action, id } of targets) {
      const table = this.#table(action.table);
      const updated = action.put ?? changed(table.get(id) ?? action.key ?? {}, action);
      table.set(id, updated);
    }
  }

  #table(name: string): Map<string, Item> {
    const table = this.#tables.get(name) ?? new Map<string, Item>();
    this.#tables.set(name, table);
    return table;
  }

  #idOf(table: string, key: Item): string {
    const names = this.keys[table];
    if (names === undefined) throw new Error(`no table ${table}`);
    if (names.some((name) => key[name] === undefined)) throw new Error(`a key of ${table} is missing`);
    return JSON.stringify(names.map((name) => key[name]));
  }
}

const keyOf = ({ put, key }: Action): Item => put ?? key ?? {};

function operand(word: string, item: Item, values: Item): unknown {
  return word.startsWith(":") ? values[word] : item[word];
}

function holds(condition: string, item: Item, values: Item): boolean {
  return condition.split(" AND ").every((clause) => {
    const absent = /^attribute_not_exists\((\w+)\)$/.exec(clause)?.[1];
    if (absent !== undefined) return item[absent] === undefined;
    const [, left = "", comparison = "", right = ""] = /^(:?\w+) (=|>=|>|<=) (:?\w+)$/.exec(clause) ?? [];
    const [a, b] = [operand(left, item, values), operand(right, item, values)];
    // Of different types, or with one missing, no comparison is true.
    if (a === undefined || typeof a !== typeof b) return false;
    if (comparison === "=") return a === b;
    if (typeof a !== "number" || typeof b !== "number")
      throw new Error(`cannot read the condition ${clause}`);
    return comparison === ">" ? a > b : comparison === ">=" ? a >= b : a <= b;
  });
}

function changed(item: Item, { update = "", values = {} }: Action): Item {
  const [, set = "", remove = ""] = /^SET (.*?)(?: REMOVE (.*))?$/.exec(update) ?? [];
  const assigned = set.split(", ").map((assignment) => {
    const [, name = "", first = "", sign, second = ""] =
      /^(\w+) = (:?\w+)(?: ([+-]) (:\w+))?$/.exec(assignment) ?? [];
    const value = operand(first, item, values);
    if (name === "" || value === undefined) throw new Error(`cannot read the update ${update}`);
    const difference = sign === undefined ? 0 : Number(operand(second, item, values));
    return [name, sign === undefined ? value : Number(value) + (sign === "+" ? difference : -difference)];
  });
  const removed = remove.split(", ");
  return Object.fromEntries(
    Object.entries({ ...item, ...(Object.fromEntries(assigned) as Item) }).filter(
      ([name]) => !removed.includes(name),
    ),
  );
}
