import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DatabaseServer, startDatabaseServer } from "../../test/support/database-setup/a-server";
import { makeCertificate, openssl } from "../../test/support/ticketing/certificate";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { bundleDatabaseSetup } from "./bundle-database-setup";

const run = promisify(execFile);

describe("the program of the set-up", () => {
  it("fits a ConfigMap, in one file with nothing beside it", () => {
    const program = bundleDatabaseSetup();

    expect(Buffer.byteLength(program)).toBeLessThanOrEqual(400_000);
    expect(program).toContain("CREATE TABLE ticketing.seat_claims");
    expect(program).not.toContain(process.cwd());
    expect(bundleDatabaseSetup()).toBe(program);
  });
});

describe.skipIf(postgresPrograms === undefined || openssl === undefined)("the job of the set-up", () => {
  const certificate = openssl === undefined ? undefined : makeCertificate();
  let server: DatabaseServer;
  let folder: string;
  beforeAll(async () => {
    server = await startDatabaseServer(certificate);
    folder = mkdtempSync(join(tmpdir(), "urr-set-up-"));
    writeFileSync(join(folder, "set-up.js"), bundleDatabaseSetup());
    writeFileSync(join(folder, "ca.crt"), certificate?.certificate ?? "");
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true });
  });

  const known = () => ({ NODE_EXTRA_CA_CERTS: join(folder, "ca.crt") });
  const job = async (variables: Readonly<Record<string, string>>) => {
    const env = {
      ...{ DB_HOST: "localhost", DB_PORT: String(server.port), DB_NAME: server.master.firstDatabase },
      ...{ DB_USER: server.master.user, DB_PASSWORD: server.master.password },
      ...{ DATABASES: '{"ticket_db":["ticket"]}', IAM_USERS: '{"worker":"ticket_db"}' },
      ...{ TICKET_DB_PASSWORD: "of-the-ticket", WORKER_DB_PASSWORD: "of-the-worker" },
      ...variables,
    };
    return (await run(process.execPath, [join(folder, "set-up.js")], { cwd: folder, env })).stdout;
  };

  it("makes everything over TLS with a server that is vouched for, and finds nothing to do again: DAT-19, WRK-47", async () => {
    const lines = (await job(known())).split("\n");
    expect(lines).toContain("made ticket_db");
    expect(lines).toContain("applied 001-ticketing.sql");

    expect(await job(known())).toBe("set the passwords of ticket, worker\nnothing else to do\n");
  });

  it("works over TLS with a server that nobody vouches for, where it is told to", async () => {
    expect(await job({ DB_TLS: "require" })).toContain("set the passwords of ticket, worker\n");
  });

  it.each([
    ["a server that nobody vouches for", {}, /self-signed certificate/],
    ["a server that takes nobody without TLS", { DB_TLS: "off" }, /no encryption/],
    ["an environment that lacks something", { DB_HOST: "" }, /has wrong: DB_HOST$/],
    [
      "a first database that is not there",
      { DB_TLS: "require", DB_NAME: "gone" },
      /database "gone" does not/,
    ],
    ["a wrong password", { DB_TLS: "require", DB_PASSWORD: "of-somebody" }, /password authentication failed/],
    ["a server that is not there", { DB_PORT: "9" }, /ECONNREFUSED/],
  ])("fails with %s, and says so in one line without a secret", async (_, variables, message) => {
    const failed = (await job(variables).catch((error: unknown) => error)) as {
      readonly code: number;
      readonly stderr: string;
    };

    expect(failed.code).toBe(1);
    expect(failed.stderr.trimEnd()).toMatch(message);
    expect(failed.stderr.trimEnd()).not.toContain("\n");
    expect(failed.stderr).not.toContain("of-");
  });
});
