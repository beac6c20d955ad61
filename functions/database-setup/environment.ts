import * as z from "zod";
import { readVariables } from "../environment";
import { ownerOf, passwordVariable, type Plan, usersOf } from "./plan";

/** PostgreSQL cuts longer names off without a word; a database leaves room for its owner's. */
const name = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);
const databaseName = name.max(63 - ownerOf("").length);

/** A variable that holds JSON of some form. */
const json = <T>(form: z.ZodType<T>) =>
  z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue("is no JSON");
        return z.NEVER;
      }
    })
    .pipe(form);

/** How sure the program is of whom it talks to. */
export type Tls = "verify" | "require" | "off";

const environmentSchema = z
  .object({
    DB_HOST: z.string().min(1),
    DB_PORT: z
      .string()
      .regex(/^[1-9]\d{0,4}$/)
      .transform(Number),
    /** A database that is there already, in which the work begins. */
    DB_NAME: z.string().min(1),
    /** Somebody who may make roles and databases. */
    DB_USER: z.string().min(1),
    DB_PASSWORD: z.string().min(1),
    DB_TLS: z.enum(["verify", "require", "off"]).default("verify"),
    DATABASES: json(z.record(databaseName, z.array(name).min(1))),
    IAM_USERS: json(z.record(name, databaseName)).default({}),
    IAM_LOGIN: z.enum(["proxy", "server"]).default("proxy"),
    /** Which passwords this run is to set. */
    GENERATION: z.string().min(1).default("1"),
    /** Which ones the Secret has. */
    SECRET_GENERATION: z.string().min(1).default("1"),
  })
  .superRefine(({ DATABASES, GENERATION, IAM_USERS, DB_USER, SECRET_GENERATION }, context) => {
    const refused = (path: string, message: string) => {
      context.addIssue({ code: "custom", path: [path], message });
    };
    // Set once more, the old ones would be no one's: whoever logs in is told the new ones.
    if (GENERATION !== SECRET_GENERATION)
      refused("SECRET_GENERATION", `is ${SECRET_GENERATION}, and passwords of ${GENERATION} are to be set`);
    const users = usersOf({ databases: DATABASES, iamUsers: IAM_USERS });
    const taken = [DB_USER, ...Object.keys(DATABASES).map(ownerOf)];
    if (new Set(users).size < users.length || users.some((user) => taken.includes(user)))
      refused("DATABASES", "names a user twice, or one that is something else");
    if (Object.values(IAM_USERS).some((database) => DATABASES[database] === undefined))
      refused("IAM_USERS", "names a database that is not among the databases");
  });

/** The server makes of other characters what it thinks best, and the verifier would be of another password. */
const password = z.string().regex(/^[\x20-\x7e]{8,}$/);

/** What the program is told: where the server is, who may work there, and the plan. */
export interface Environment {
  readonly server: {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    readonly password: string;
    readonly tls: Tls;
  };
  readonly firstDatabase: string;
  readonly plan: Plan;
}

/** Reads the environment; throws with the names of what is missing or wrong, never with a value. */
export function readEnvironment(variables: Readonly<Record<string, string | undefined>>): Environment {
  const read = readVariables(environmentSchema, variables);
  const users = { databases: read.DATABASES, iamUsers: read.IAM_USERS };
  const names = usersOf(users);
  const given = readVariables(
    z.object(Object.fromEntries(names.map((user) => [passwordVariable(user), password]))),
    variables,
  );
  return {
    server: {
      host: read.DB_HOST,
      port: read.DB_PORT,
      user: read.DB_USER,
      password: read.DB_PASSWORD,
      tls: read.DB_TLS,
    },
    firstDatabase: read.DB_NAME,
    plan: {
      ...users,
      iamLogin: read.IAM_LOGIN,
      passwords: Object.fromEntries(names.map((user) => [user, given[passwordVariable(user)] ?? ""])),
    },
  };
}
