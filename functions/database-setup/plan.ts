/** What is to be there: databases, who uses them, and who else logs in to them. */
export interface Plan {
  /** Databases by name, each with the users that own it together. */
  readonly databases: Readonly<Record<string, readonly string[]>>;
  /** Users that own nothing, each with its database. They log in by a token of IAM where there is IAM. */
  readonly iamUsers: Readonly<Record<string, string>>;
  /** Who asks users for the token: the proxy, which then logs in by password itself, or the server. */
  readonly iamLogin: "proxy" | "server";
  /** By user, of `databases` and of `iamUsers`. */
  readonly passwords: Readonly<Record<string, string>>;
}

/** The role that owns a database, which nobody logs in as: whoever uses the database belongs to it. */
export function ownerOf(database: string): string {
  return `${database}_owner`;
}

/** Everybody who logs in, in the plan's order. */
export function usersOf({ databases, iamUsers }: Pick<Plan, "databases" | "iamUsers">): readonly string[] {
  return [...Object.values(databases).flat(), ...Object.keys(iamUsers)];
}

/** The variable that a user's password stands in, and the key of a Secret that it comes from. */
export function passwordVariable(user: string): string {
  return `${user.toUpperCase()}_DB_PASSWORD`;
}
