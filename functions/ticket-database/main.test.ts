import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate, openssl } from "../../test/support/ticketing/certificate";
import { type LocalPostgres, startPostgres } from "../../test/support/ticketing/postgres";
import { postgresPrograms } from "../../test/support/ticketing/postgres-programs";
import { bundleMigrations } from "./bundle-migrations";

const run = promisify(execFile);

describe("the program of the migrations", () => {
  it("fits a ConfigMap, in one file with nothing beside it", () => {
    const program = bundleMigrations();

    expect(Buffer.byteLength(program)).toBeLessThanOrEqual(400_000);
    expect(program).toContain("CREATE TABLE ticketing.seat_claims");
    expect(program).not.toContain(process.cwd());
    expect(bundleMigrations()).toBe(program);
  });
});

describe.skipIf(postgresPrograms === undefined || openssl === undefined)("the job of the migrations", () => {
  const certificate = openssl === undefined ? undefined : makeCertificate();
  let postgres: LocalPostgres;
  let folder: string;
  beforeAll(async () => {
    postgres = await startPostgres({}, certificate);
    folder = mkdtempSync(join(tmpdir(), "urr-migrations-"));
    writeFileSync(join(folder, "migrate.js"), bundleMigrations());
    writeFileSync(join(folder, "ca.crt"), certificate?.certificate ?? "");
  });
  afterAll(async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true });
  });

  const job = async (variables: Readonly<Record<string, string>>) => {
    const env = {
      NODE_EXTRA_CA_CERTS: join(folder, "ca.crt"),
      DB_HOST: "localhost",
      DB_PORT: String(postgres.port),
      DB_USER: "postgres",
      DB_PASSWORD: "trusted",
      ...variables,
    };
    return (await run(process.execPath, [join(folder, "migrate.js")], { cwd: folder, env })).stdout;
  };

  it("makes the tables over TLS, gives the worker its rights, and finds nothing to do again: WRK-47", async () => {
    const { address } = await postgres.createEmptyDatabase();

    expect(await job({ DB_NAME: address.database })).toBe(
      "applied 001-ticketing.sql\nworker has its rights\n",
    );
    expect(await job({ DB_NAME: address.database })).toBe("nothing to apply\nworker has its rights\n");
  });

  it("says so where there is no worker yet", async () => {
    const { address } = await postgres.createEmptyDatabase();

    expect(await job({ DB_NAME: address.database, WORKER_ROLE: "nobody" })).toContain(
      "there is no role nobody",
    );
  });

  it.each([
    ["a server that nobody vouches for", { NODE_EXTRA_CA_CERTS: "" }, /self-signed certificate/],
    ["an environment that lacks something", { DB_HOST: "" }, /has wrong: DB_HOST/],
    ["a database that is not there", { DB_NAME: "nowhere" }, /database "nowhere" does not exist/],
  ])("fails with %s, and says so in one line", async (_, variables, message) => {
    const failed = (await job({ DB_NAME: "postgres", ...variables }).catch((error: unknown) => error)) as {
      readonly code: number;
      readonly stderr: string;
    };

    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(message);
    expect(failed.stderr.trimEnd()).not.toContain("\n");
  });
});
