import { describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { environments, evaluated, laptops } from "../support/stacks";
import { byArgoCd, chosen, evaluatedWith, withPodWorker } from "./by-argo-cd";
import { anySettingsOf, idOf, registered, rendered, type ClusterObject } from "./rendered";

const byId = (objects: readonly ClusterObject[]) => new Map(objects.map((object) => [idOf(object), object]));
const idsOf = (resources: Parameters<typeof registered>[0]) =>
  registered(resources).map(({ object }) => idOf(object));

function expectRegistered(
  objects: readonly ClusterObject[],
  resources: Parameters<typeof registered>[0],
): void {
  const there = byId(registered(resources).map(({ object }) => object));
  for (const object of objects) expect(there.get(idOf(object)), idOf(object)).toEqual(object);
}

describe("what is written for Argo CD is what this program registers, object by object", () => {
  it.each([...environments, ...laptops])("in %s: KCON-46, KUS-03", async (stack) => {
    const { objects } = rendered(anySettingsOf(stack));
    const { problems, resources } = await evaluated(stack);
    expect(problems).toEqual([]);
    expect(objects.length).toBeGreaterThan(30);
    expectRegistered(objects, resources);
  });

  it("with the ticket worker as pods", async () => {
    const { objects } = rendered(chosen("prod", withPodWorker));
    expect(objects.map(({ kind }) => kind)).toEqual(expect.arrayContaining(["ScaledObject", "CronJob"]));
    const { problems, resources } = await evaluatedWith("prod", withPodWorker);
    expect(problems).toEqual([]);
    expectRegistered(objects, resources);
  });
});

const asItIs = (settings: Settings) => settings;
const cases = [
  ...environments.map((stack) => ({ title: stack, stack, others: asItIs })),
  { title: "prod with the ticket worker as pods", stack: "prod", others: withPodWorker },
];

describe.each(cases)("where Argo CD delivers $title", ({ others, stack }) => {
  const change = (settings: Settings) => byArgoCd()(others(settings));

  it("no object has two owners, and none has lost its own: KCON-46", async () => {
    const { problems, resources } = await evaluatedWith(stack, change);
    expect(problems).toEqual([]);
    const written = rendered(chosen(stack, change)).objects.map(idOf);
    const own = idsOf(resources);
    const before = idsOf((await evaluatedWith(stack, others)).resources);
    expect(own.filter((id) => written.includes(id))).toEqual([]);
    expect(before.filter((id) => !written.includes(id) && !own.includes(id))).toEqual([]);
    expect(written.filter((id) => !before.includes(id))).toEqual([]);
  });

  it("each file of objects has an Application: CIC-25", () => {
    const { applications, files, objects } = rendered(chosen(stack, change));
    const names = files.map(({ path }) => path).filter((path) => path.startsWith("objects/"));
    expect(applications.map(({ metadata: { name } }) => name)).toEqual(
      names.map((path) => path.replace(/^objects\/(.*)\.yaml$/, `urr-spring-${stack}-$1`)),
    );
    expect(new Set(objects.map(({ metadata: { namespace } }) => namespace)).size).toBe(1);
  });

  it("a project of Argo CD admits every kind that is written: CIC-25", async () => {
    const { resources } = await evaluatedWith(stack, change);
    const project = registered(resources).find(({ name }) => name === "workloads-delivery-project");
    const { spec } = (project?.inputs ?? {}) as {
      spec?: { namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[] };
    };
    const admitted = new Set(spec?.namespaceResourceWhitelist.map(({ group, kind }) => `${group}/${kind}`));
    const kinds = rendered(chosen(stack, change)).objects.map(
      ({ apiVersion, kind }) => `${apiVersion.includes("/") ? apiVersion.replace(/\/.*/, "") : ""}/${kind}`,
    );
    expect(kinds.filter((kind) => !admitted.has(kind))).toEqual([]);
  });

  it("this program adds two projects and one Application, and Argo CD where it was not: KPLT-09, CIC-21, CIC-22, CIC-23", async () => {
    const { resources } = await evaluatedWith(stack, change);
    const known = idsOf((await evaluatedWith(stack, others)).resources);
    const added = registered(resources)
      .map(({ object }) => object)
      .filter((object) => !known.includes(idOf(object)) && object.kind !== "Namespace")
      .filter(({ kind, metadata }) => kind !== "NetworkPolicy" || metadata.namespace !== "argocd");
    expect(added.map(({ kind, metadata: { name } }) => `${kind} ${name}`).toSorted()).toEqual([
      `AppProject urr-spring-${stack}`,
      `AppProject urr-spring-${stack}-applications`,
      `Application urr-spring-${stack}`,
    ]);
    const releases = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
    expect(releases.map(({ inputs }) => inputs["name"])).toContain("argocd");
  });
});
