import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";

import { smoke } from "./command";
import { checks, runChecks, type Check } from "./smoke";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server on a free port that answers by path; its address. */
async function serve(statuses: Readonly<Record<string, number>>): Promise<string> {
  const server = createServer((request, response) => {
    response.writeHead(statuses[request.url ?? ""] ?? 404, { location: "/elsewhere" }).end("{}");
  }).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://localhost:${String(typeof address === "object" ? address?.port : address)}`;
}

async function run(wanted: readonly Check[]) {
  let [out, errors] = ["", ""];
  const interrupted = new AbortController().signal;
  const code = await smoke(wanted, {
    interrupted,
    print: (text) => (out += text),
    printError: (text) => (errors += text),
  });
  return { code, out, errors };
}

const at = (gateway: string, frontend: string) =>
  checks.map((check) => ({
    ...check,
    url: check.url.replace("http://localhost:3001", gateway).replace(/^http:\/\/localhost:3000$/, frontend),
  }));

const healthy = { "/health": 200, "/api/auth/me": 401 };

describe("npm run local:smoke", () => {
  it("sends the three documented requests: LOC-14", () => {
    expect(checks.map(({ url, status }) => `${url} ${String(status)}`)).toEqual([
      "http://localhost:3001/health 200",
      "http://localhost:3001/api/auth/me 401",
      "http://localhost:3000 200",
    ]);
  });

  it("passes where gateway, login and frontend answer as they should: LOC-14", async () => {
    const { code, out, errors } = await run(at(await serve(healthy), await serve({ "/": 200 })));
    expect({ code, errors, passed: out.match(/✓/g)?.length }).toEqual({ code: 0, errors: "", passed: 3 });
  });

  it.each([
    ["a gateway that is ill", { ...healthy, "/health": 503 }, { "/": 200 }, "503"],
    ["an account that is open to anybody", { ...healthy, "/api/auth/me": 200 }, { "/": 200 }, "200"],
    ["a frontend that redirects", healthy, { "/": 302 }, "302"],
  ])("fails with %s, and says what came: LOC-14", async (_, gateway, frontend, got) => {
    const { code, out, errors } = await run(at(await serve(gateway), await serve(frontend)));
    expect({ code, failed: out.match(/✗/g)?.length }).toEqual({ code: 1, failed: 1 });
    expect(out.split("\n").find((line) => line.startsWith("✗"))).toContain(`  ${got}  `);
    expect(errors).toContain("1 of 3 failed");
  });

  it("says that nobody listens where nothing runs", async () => {
    const origin = await serve({});
    const [server] = servers.splice(0);
    server?.close();
    const [first] = await runChecks([{ url: origin, status: 200, shows: "" }], new AbortController().signal);
    expect(first).toMatchObject({ passed: false, got: "nobody listens" });
  });
});
