import { describe, expect, it } from "vitest";
import { readEnvironment } from "./environment";

const complete = {
  DB_HOST: "postgres-spring",
  DB_PORT: "5432",
  DB_NAME: "urr",
  DB_USER: "urr_admin",
  DB_PASSWORD: "of-the-master",
  DATABASES: '{"ticket_db":["ticket","catalog"]}',
  IAM_USERS: '{"worker":"ticket_db"}',
  TICKET_DB_PASSWORD: "of-ticket",
  CATALOG_DB_PASSWORD: "of-catalog",
  WORKER_DB_PASSWORD: "of-worker",
};

describe("the environment of the set-up", () => {
  it("names the server and the plan, with a password for everybody in it", () => {
    expect(readEnvironment(complete)).toEqual({
      server: {
        ...{ host: "postgres-spring", port: 5432, user: "urr_admin" },
        ...{ password: "of-the-master", tls: "verify" },
      },
      firstDatabase: "urr",
      plan: {
        databases: { ticket_db: ["ticket", "catalog"] },
        iamUsers: { worker: "ticket_db" },
        iamLogin: "proxy",
        passwords: { ticket: "of-ticket", catalog: "of-catalog", worker: "of-worker" },
      },
    });
  });

  it.each([
    ["no host", { DB_HOST: undefined }, "DB_HOST"],
    ["another kind of TLS", { DB_TLS: "prefer" }, "DB_TLS"],
    ["databases that are no JSON", { DATABASES: "ticket_db" }, "DATABASES"],
    ["a database without users", { DATABASES: '{"ticket_db":[]}' }, "DATABASES"],
    ["a name that needs quotes", { DATABASES: '{"ticket-db":["ticket"]}' }, "DATABASES"],
    [
      "a name that leaves no room for its owner's",
      { DATABASES: JSON.stringify({ [`d${"b".repeat(57)}`]: ["ticket"] }), IAM_USERS: "{}" },
      "DATABASES",
    ],
    [
      "a Secret that has other passwords than those to be set",
      { GENERATION: "2", SECRET_GENERATION: "1" },
      "SECRET_GENERATION",
    ],
    ["a user of two databases", { DATABASES: '{"ticket_db":["ticket"],"b":["ticket"]}' }, "DATABASES"],
    ["a user who is the master", { DATABASES: '{"ticket_db":["urr_admin"]}' }, "DATABASES"],
    ["a user who is a database's owner", { DATABASES: '{"ticket_db":["ticket_db_owner"]}' }, "DATABASES"],
    ["an IAM user of no database", { IAM_USERS: '{"worker":"seat_db"}' }, "IAM_USERS"],
    ["no password of a user", { CATALOG_DB_PASSWORD: undefined }, "CATALOG_DB_PASSWORD"],
    ["a password that is not ASCII", { WORKER_DB_PASSWORD: "geheimnisse-ä" }, "WORKER_DB_PASSWORD"],
  ])("is refused with %s, by the name of what is wrong alone", (_, wrong, name) => {
    expect(() => readEnvironment({ ...complete, ...wrong })).toThrow(
      new Error(`the environment lacks, or has wrong: ${name}`),
    );
  });
});
