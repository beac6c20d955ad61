import type { ClientBase } from "pg";

/** A connection to one database, and whom to tell what has been done there. */
export interface Task {
  readonly client: ClientBase;
  /** One line for each thing done. */
  readonly tell: (line: string) => void;
  /** One line for what stays other than one may expect. */
  readonly note: (line: string) => void;
}

/** Whether the query finds anything. */
export async function finds(
  client: ClientBase,
  query: string,
  values: readonly unknown[] = [],
): Promise<boolean> {
  const { rows } = await client.query(query, [...values]);
  return rows.length > 0;
}

/** Says of what fails what it was about; the server's message tells no value. */
export async function about<T>(subject: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${subject}: ${messageOf(error)}`, { cause: error });
  }
}

/** Of a connection that was refused at several addresses Node tells the code only. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown failure";
  const code = "code" in error && typeof error.code === "string" ? error.code : error.name;
  return error.message === "" ? code : error.message;
}
