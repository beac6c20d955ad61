import { describe, expect, it } from "vitest";
import { parseSettings } from "./settings";

const minimal = {
  "aws:region": "ap-northeast-2",
  "urr:environment": { domain: "urr.example.com" },
  "urr:cluster": { api: { publicCidrs: ["198.51.100.0/24"] } },
};

const problemsOf = (config: Record<string, unknown>) =>
  parseSettings({ ...minimal, ...config }, "test").problems ?? [];

describe("a problem of a stack file", () => {
  it("has an example of the shape that the wrong value has, also where the name is the user's", () => {
    const databases = { auth_db: [], ticket_db: ["ticket", "catalog"] };
    expect(problemsOf({ "urr:dataTier": { postgres: { databases } } })).toContainEqual({
      path: "urr:dataTier.postgres.databases.auth_db",
      message: "must have at least 1 entry",
      example: '["ticket","catalog"]',
    });
    expect(problemsOf({ "urr:network": { zones: ["a", "g"] } })).toMatchObject([
      { path: "urr:network.zones[1]", example: "b" },
    ]);
  });

  it("counts one thing as one, and several as several", () => {
    const allowCidrs = Array.from({ length: 21 }, (_, index) => `198.51.100.${String(index)}/32`);
    const messages = [
      ...problemsOf({ "urr:network": { zones: [] } }),
      ...problemsOf({ "urr:workloads": { ingress: { allowCidrs } } }),
    ].map(({ message }) => message);
    expect(messages).toEqual(["must have at least 1 entry", "must have at most 20 entries"]);
  });
});
