import { describe, expect, it } from "vitest";
import { workloadsSettings } from "./settings";

const issuesOf = (settings: unknown) =>
  (workloadsSettings.safeParse(settings).error?.issues ?? []).map((issue) => ({
    path: issue.path.join("."),
    message: issue.message,
    example: issue.code === "custom" ? (issue.params?.["example"] as unknown) : undefined,
  }));

describe("a service that nobody knows", () => {
  it.each([
    ["tickt", "ticket-service"],
    ["tickt-service", "ticket-service"],
    ["payments", "payment-service"],
    ["gateway", "gateway-service"],
    ["Auth-Service", "auth-service"],
    ["comm", "community-service"],
    ["frontned", "frontend"],
  ])("was meant to be one whose name is near, or begins alike: %s: KCON-04", (written, meant) => {
    expect(issuesOf({ services: { [written]: {} } })).toMatchObject([{ example: meant }]);
    expect(issuesOf({ uploaders: [written] })).toMatchObject([{ example: meant }]);
  });

  it.each(["foo", "foo-service", "ca", "s", "service", ""])(
    "may be any, where none is near: %s: the names are there to choose from",
    (written) => {
      expect(issuesOf({ services: { [written]: {} } })).toMatchObject([
        {
          example: "leave it out",
          message: expect.stringMatching(/: gateway-service, .*, frontend$/) as string,
        },
      ]);
    },
  );
});

describe("a service to which visitors do not get", () => {
  it("is told with the gateway of its own catalogue", () => {
    const others = "auth-service, ticket-service, payment-service, stats-service";
    expect(issuesOf({ catalogue: "guide" })).toEqual([
      {
        path: "entry",
        message: `is targetGroups, which lead to backend alone, and nobody calls ${others}`,
        example: `ingress, or urr:workloads.services.backend.calls: [${others}]`,
      },
    ]);
    const calls = others.split(", ");
    expect(issuesOf({ catalogue: "guide", services: { backend: { calls } } })).toEqual([]);
  });
});
