import { describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { evaluated, laptops } from "../support/stacks";
import { byArgoCd, chosen } from "./by-argo-cd";
import { anySettingsOf, registered, rendered, type ClusterObject } from "./rendered";

interface Container {
  readonly name: string;
  readonly image: string;
  readonly envFrom?: unknown;
}

const containersOf = (objects: readonly ClusterObject[]): readonly Container[] =>
  objects
    .filter(({ kind }) => kind === "Deployment" || kind === "Rollout")
    .flatMap(
      (object) =>
        (object as unknown as { spec: { template: { spec: { containers: readonly Container[] } } } }).spec
          .template.spec.containers,
    );

describe("what is written of an environment", () => {
  it.each([
    ["dev", "urr-dev", "spring-dev"],
    ["staging", "urr-staging", "spring-staging"],
    ["prod", "urr-spring", "spring-prod"],
    ["local", "urr-spring", "spring-kind"],
  ])(
    "goes to the namespace of %s, which this program makes, and reads its configuration by name: KUS-01, KUS-02, KUS-04, KUS-05",
    async (stack, namespace, base) => {
      const { objects } = rendered(anySettingsOf(stack));
      expect(new Set(objects.map(({ metadata }) => metadata.namespace))).toEqual(new Set([namespace]));
      const own = registered((await evaluated(stack)).resources).map(({ object }) => object);
      const named = (kind: string) =>
        own.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
      expect(named("Namespace")).toContain(namespace);
      expect(named("ConfigMap")).toContain(`${base}-config`);
      expect(named(laptops.includes(stack) ? "Secret" : "ExternalSecret")).toContain(`${base}-secret`);
      const read = containersOf(objects).flatMap(({ envFrom }) => (envFrom === undefined ? [] : [envFrom]));
      expect(read.length).toBe(8);
      for (const one of read) expect(one).toEqual([{ configMapRef: { name: `${base}-config` } }]);
    },
  );

  const registry = (host: string, tag: string) => (settings: Settings) => ({
    ...settings,
    workloads: { ...settings.workloads, images: { ...settings.workloads.images, registry: host, tag } },
  });

  it("has its images from the stack file: nobody edits what is written, and another tag changes one line a service: CIC-20, KUS-08, KUS-09", () => {
    const before = rendered(chosen("prod", registry("registry.example.com", "a1b2c3d-20260216-143022")));
    const after = rendered(chosen("prod", registry("registry.example.com", "d4e5f6a-20260217-090000")));
    for (const { image, name } of containersOf(before.objects)) {
      const short = name.replace(/-service$/, "");
      expect(image).toMatch(
        new RegExp(`^registry\\.example\\.com/[a-z-]+/${short}:a1b2c3d-20260216-143022$`),
      );
    }
    for (const [index, { path, text }] of before.files.entries()) {
      const lines = text.split("\n");
      const others = after.files[index]?.text.split("\n") ?? [];
      const differing = others.filter((line, at) => line !== lines[at]);
      const isService = !/(network-policies|shared)\.yaml$/.test(path);
      expect(differing.length, path).toBe(isService ? 1 : 0);
      for (const line of differing) expect(line).toMatch(/^\s+image: .*:d4e5f6a-20260217-090000$/);
    }
  });

  const syncOf = (stack: string, argocd: Parameters<typeof byArgoCd>[0]) =>
    rendered(chosen(stack, byArgoCd(argocd))).applications.map(
      (one) => (one as ClusterObject & { spec: { syncPolicy: { automated?: unknown } } }).spec.syncPolicy,
    );

  it.each(["dev", "staging"])(
    "comes to %s by itself where the settings say so: CIC-21, CIC-22, KUS-30",
    (stack) => {
      const all = syncOf(stack, { sync: "automated" });
      expect(all.length).toBeGreaterThan(8);
      for (const { automated } of all) expect(automated).toEqual({ prune: true, selfHeal: true });
    },
  );

  it("comes to prod when a person says so, or by itself where the settings say so: CIC-23, KUS-30, WEA-07, WKN-07", () => {
    for (const { automated } of syncOf("prod", {})) expect(automated).toBeUndefined();
    for (const { automated } of syncOf("prod", { sync: "automated" })) {
      expect(automated).toEqual({ prune: true, selfHeal: true });
    }
  });

  it("leaves the switch to a new version to a person, however it came: ROL-08, KCON-18", () => {
    const { objects } = rendered(chosen("prod", byArgoCd({ sync: "automated" })));
    const rollouts = objects.filter(({ kind }) => kind === "Rollout");
    expect(rollouts.map(({ metadata: { name } }) => name)).toEqual([
      ...["gateway-service", "ticket-service", "payment-service", "queue-service"],
    ]);
    for (const rollout of rollouts) {
      expect(rollout).toMatchObject({ spec: { strategy: { blueGreen: { autoPromotionEnabled: false } } } });
    }
  });
});
