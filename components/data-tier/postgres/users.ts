import type { PostgresSettings } from "./settings";

/** Somebody who logs in to PostgreSQL, and where. */
export interface DatabaseUser {
  readonly name: string;
  readonly database: string;
  /** Whether the proxy asks for a token of IAM instead of the password. */
  readonly iam: boolean;
}

type Named = Pick<PostgresSettings, "databases" | "iamUsers">;

/** Owners of the databases and those who log in by IAM, in the order of the settings. Without the master user. */
export function usersOf({ databases, iamUsers }: Named): readonly DatabaseUser[] {
  return [
    ...Object.entries(databases).flatMap(([database, owners]) =>
      owners.map((name) => ({ name, database, iam: false })),
    ),
    ...Object.entries(iamUsers).map(([name, database]) => ({ name, database, iam: true })),
  ];
}
