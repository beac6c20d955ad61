/** One numbered change of the database. */
export interface Migration {
  /** Counts up from 1 without gaps. */
  readonly number: number;
  /** The file's name without number and ending. */
  readonly name: string;
  readonly sql: string;
}

/** What its file is called, which is what people look for. */
export function fileName({ number, name }: Pick<Migration, "number" | "name">): string {
  return `${String(number).padStart(3, "0")}-${name}.sql`;
}
