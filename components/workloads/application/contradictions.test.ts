import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dataTierSettings } from "../../data-tier/settings";
import { postgresSettings } from "../../data-tier/postgres/settings";
import { workloadsSettings } from "../settings";
import { loginProblems } from "./contradictions";

const calls = ["auth-service", "ticket-service", "payment-service", "stats-service"];
const urr = workloadsSettings.parse({});
const guide = workloadsSettings.parse({ catalogue: "guide", services: { backend: { calls } } });

const problemsOf = (postgres: object, workloads = urr) =>
  loginProblems({
    "urr:workloads": workloads,
    "urr:dataTier": { postgres: dataTierSettings.parse({ postgres }).postgres },
  });
const text = (found: ReturnType<typeof problemsOf>) =>
  found.map(({ message, path }) => `${path.join(".")} ${message}`);

describe("logins of services", () => {
  it("are all there unless somebody says otherwise", () => {
    expect(problemsOf({})).toEqual([]);
  });

  it("are missed by database, with what would do for all of them: KENV-11, KENV-15", () => {
    const databases = {
      auth_db: ["autth"],
      ticket_db: ["ticket", "report"],
      payment_db: ["payment"],
      stats_db: ["stats"],
    };
    const right = {
      ...databases,
      auth_db: ["auth"],
      ticket_db: ["ticket", "report", "catalog"],
      community_db: ["community"],
    };
    const found = problemsOf({ databases });
    expect(text(found)).toEqual([
      "urr:dataTier.postgres.databases gives auth_db no user auth, as which auth-service logs in: there is no secret for it",
      "urr:dataTier.postgres.databases gives ticket_db no user catalog, as which catalog-service logs in: there is no secret for it",
      "urr:dataTier.postgres.databases has no community_db, which community-service needs",
    ]);
    for (const { example } of found) expect(example).toEqual(right);
  });

  it("of another catalogue are told in one line, with the worker's database that goes: KCON-04", () => {
    const users = ["backend", "auth", "ticket", "payment", "stats"];
    expect(problemsOf({}, guide)).toEqual([
      {
        path: ["urr:dataTier", "postgres", "databases"],
        message:
          "has no tiketi, which backend, auth-service, ticket-service, payment-service and stats-service need",
        example: { tiketi: users },
      },
      {
        path: ["urr:dataTier", "postgres", "iamUsers", "worker"],
        message: "names ticket_db, which no service of this environment uses",
        example: "tiketi",
      },
    ]);
    expect(problemsOf({ databases: { tiketi: users }, iamUsers: { worker: "tiketi" } }, guide)).toEqual([]);
  });

  it("of a service that is switched off keep their data in the example", () => {
    const off = workloadsSettings.parse({ services: { "stats-service": { enabled: false } } });
    const [problem] = problemsOf({ databases: { stats_db: ["stats"], ticket_db: ["ticket"] } }, off);
    expect(problem?.example).toMatchObject({ stats_db: ["stats"], ticket_db: ["ticket", "catalog"] });
  });

  const user = fc.constantFrom("auth", "autth", "ticket", "catalog", "stats", "backend", "report", "payment");
  const database = fc.constantFrom("auth_db", "ticket_db", "stats_db", "tiketi", "reports");

  it("have an example that is accepted, whatever was wrong", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(user),
        fc.array(database, { minLength: 8, maxLength: 8 }),
        fc.constantFrom(urr, guide),
        (users, homes, workloads) => {
          const usersOf = (home: string) => users.filter((_, index) => homes[index] === home);
          const databases = Object.fromEntries(
            homes.map((home) => [home, usersOf(home)] as const).filter(([, some]) => some.length > 0),
          );
          const [problem] = problemsOf({ databases, iamUsers: {} }, workloads);
          if (problem === undefined) return;
          const repaired = { databases: problem.example, iamUsers: {} };
          expect(postgresSettings.safeParse(repaired).error).toBeUndefined();
          expect(problemsOf(repaired, workloads)).toEqual([]);
        },
      ),
    );
  });
});
