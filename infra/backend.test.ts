import { describe, expect, it } from "vitest";
import { backendProblems } from "./backend";

const noFile = () => {
  throw new Error("ENOENT");
};

describe("the state of an environment", () => {
  it("is not kept on one machine, whether the environment or a login says so: WEA-01, STA-03", () => {
    for (const url of ["file://~", "file://.", "file:///srv/state"]) {
      const [problem] = backendProblems({ env: { PULUMI_BACKEND_URL: url }, readText: noFile });
      expect(problem).toMatchObject({ path: "state", message: expect.stringContaining(url) as string });
    }
    const login = {
      env: { PULUMI_HOME: "/home/me/pulumi" },
      readText: (path: string) => `{"current":"file://~","path":"${path}"}`,
    };
    expect(backendProblems(login)).toHaveLength(1);
  });

  it("is kept in a bucket or by a service, and the environment wins over a login", () => {
    const readText = () => '{"current":"file://~"}';
    expect(backendProblems({ env: { PULUMI_BACKEND_URL: "s3://urr-state" }, readText })).toEqual([]);
    expect(backendProblems({ env: {}, readText: () => '{"current":"s3://urr-state"}' })).toEqual([]);
    expect(backendProblems({ env: {}, readText: noFile })).toEqual([]);
    expect(backendProblems({ env: {}, readText: () => "{" })).toEqual([]);
  });

  it("is looked for where Pulumi keeps its logins", () => {
    const asked: string[] = [];
    const readText = (path: string) => {
      asked.push(path);
      return "{}";
    };
    backendProblems({ env: { PULUMI_CREDENTIALS_PATH: "/run/creds", PULUMI_HOME: "/p" }, readText });
    backendProblems({ env: { PULUMI_HOME: "/p" }, readText });
    expect(asked).toEqual(["/run/creds/credentials.json", "/p/credentials.json"]);
  });
});
