import { describe, expect, it } from "vitest";
import { schemaModules } from "../../tools/workloads/schemas";
import { environments, evaluated } from "../support/stacks";
import { typeProblems } from "./literals";

const deployment = {
  ...{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "app" } },
  spec: { selector: {}, template: { spec: { containers: [{ name: "app" }] } } },
};

/** Every object of every environment that has a type, each once. */
async function allObjects(): Promise<readonly object[]> {
  const objects = new Map<string, object>();
  for (const environment of environments) {
    const { resources } = await evaluated(environment);
    for (const { inputs } of resources) {
      if (!schemaModules.has(`${String(inputs["apiVersion"])}/${String(inputs["kind"])}`)) continue;
      objects.set(JSON.stringify(inputs), inputs);
    }
  }
  return [...objects.values()];
}

describe("the objects of all environments", () => {
  it("have the fields that their kinds have, and no others", async () => {
    const objects = await allObjects();
    expect(objects.length).toBeGreaterThan(100);
    expect(typeProblems(objects)).toEqual([]);
  });

  it("would be told of with a field that nobody knows, however deep it is", () => {
    const container = { name: "app", readyProbe: { tcpSocket: { port: 80 } } };
    const odd = {
      ...deployment,
      spec: { ...deployment.spec, template: { spec: { containers: [container] } } },
    };
    const [problem, ...others] = typeProblems([deployment, odd]);
    expect(others).toEqual([]);
    expect(problem).toContain("Deployment app: ");
    expect(problem).toContain("readyProbe");
  });
});
