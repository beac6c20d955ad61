import { describe, expect, it } from "vitest";
import type { Resource } from "../../tools/offline/resource";
import { byArgoCd, chosen, evaluatedWith, withPodWorker } from "./by-argo-cd";
import { registered, rendered } from "./rendered";
import type { Settings } from "../../infra/settings";

/** Every text in a value. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** What the cloud alone knows: ids, ARNs and addresses that it answered, and that the program did not give it. */
function madeByTheCloud(resources: readonly Resource[]): readonly string[] {
  const custom = resources.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
  const given = new Set(custom.flatMap(({ inputs }) => textsIn(inputs)));
  const answered = custom.flatMap(({ id, outputs }) => [id, ...textsIn(outputs)]);
  return [...new Set(answered)].filter(
    (text): text is string => text !== null && (isAddress(text) || (isNoWord(text) && !given.has(text))),
  );
}

/** One resource is given what another has answered: these are told by their look. */
const isAddress = (text: string) => /^arn:aws:[a-z0-9-]+:[a-z0-9-]*:\d{12}:|\.amazonaws\.com/.test(text);

/** States are words. */
const isNoWord = (text: string) => text.length >= 8 && /[^a-z]/.test(text);

const account = "999999999999";
const withAccount = (settings: Settings): Settings => ({
  ...settings,
  environment: { ...settings.environment, accountId: account },
});
const withRegistry = (settings: Settings): Settings => ({
  ...settings,
  workloads: {
    ...settings.workloads,
    images: { ...settings.workloads.images, registry: "registry.example.com" },
  },
});

describe.each([
  { title: "prod", stack: "prod", others: (settings: Settings) => settings },
  { title: "dev", stack: "dev", others: (settings: Settings) => settings },
  { title: "prod with the ticket worker as pods", stack: "prod", others: withPodWorker },
])("what is written for Argo CD of $title", ({ others, stack }) => {
  const change = (settings: Settings) => byArgoCd()(withAccount(others(settings)));
  const called = (settings: Settings) => withRegistry(change(settings));

  it("holds no value that only AWS knows, and this program's own objects hold some: WKN-10, KUS-22", async () => {
    const { resources } = await evaluatedWith(stack, called);
    const made = madeByTheCloud(resources);
    expect(made.length).toBeGreaterThan(300);
    const found = (text: string) => made.filter((value) => text.includes(value));
    const { files } = rendered(chosen(stack, called));
    expect(files.flatMap(({ path, text }) => found(text).map((value) => `${path}: ${value}`))).toEqual([]);
    for (const kind of ["TargetGroupBinding", "ConfigMap"]) {
      const own = registered(resources).filter(({ object }) => object.kind === kind);
      expect(own.flatMap(({ inputs }) => found(JSON.stringify(inputs))).length, kind).toBeGreaterThan(0);
    }
  });

  it("names the account by its registry alone, and no secret but by its name: CIC-20, KUS-08", () => {
    const { objects } = rendered(chosen(stack, change));
    const texts = textsIn(objects).filter((text) => text.includes(account));
    expect(texts.length).toBeGreaterThan(0);
    for (const text of texts)
      expect(text).toMatch(/^999999999999\.dkr\.ecr\.ap-northeast-2\.amazonaws\.com\//);
    expect(objects.map(({ kind }) => kind)).not.toContain("Secret");
  });
});
