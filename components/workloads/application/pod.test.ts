import { describe, expect, it } from "vitest";
import {
  at,
  containerOf,
  podOf,
  servicesOf,
  servicesOfLaptop,
} from "../../../test/support/workloads/environment";
import type { Manifest } from "../manifests/manifest";

const isController = ({ kind }: Manifest) => kind === "Deployment" || kind === "Rollout";
const controllers = (environment: string) => servicesOf(environment).objects.filter(isController);
const named = (objects: readonly Manifest[], name: string) =>
  objects.find((object) => object.metadata.name === name && isController(object));

describe.each(["dev", "staging", "prod"])("pods of every service of %s", (environment) => {
  it("run as user and group 1000 with nothing they could gain: WRK-12, WRK-13, SEC-13, KCON-16, KCON-17", () => {
    const all = controllers(environment);
    expect(all).toHaveLength(9);
    for (const one of all) {
      expect(at(podOf(one), "securityContext"), one.metadata.name).toEqual({
        ...{ runAsNonRoot: true, runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000 },
        seccompProfile: { type: "RuntimeDefault" },
      });
      expect(at(containerOf(one), "securityContext"), one.metadata.name).toEqual({
        ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
        capabilities: { drop: ["ALL"] },
      });
      expect(at(podOf(one), "automountServiceAccountToken"), one.metadata.name).toBe(false);
    }
  });

  it("write to no more than folders in memory or on the node's disk, which end with them: KCON-17", () => {
    for (const one of controllers(environment)) {
      const volumes = at(podOf(one), "volumes") as readonly object[];
      expect(volumes.length, one.metadata.name).toBeGreaterThan(0);
      for (const volume of volumes) expect(Object.keys(volume).toSorted()).toEqual(["emptyDir", "name"]);
      const paths = (at(containerOf(one), "volumeMounts") as readonly { mountPath: string }[]).map(
        ({ mountPath }) => mountPath,
      );
      expect(paths).toContain("/tmp");
    }
  });

  it("ask for the same as the gateway, and have a limit: WRK-14, WRK-39, GAP-02", () => {
    for (const one of controllers(environment)) {
      expect(at(containerOf(one), "resources"), one.metadata.name).toEqual({
        // In production what a JVM has in use after an hour, rather than what it starts with.
        requests: { cpu: "200m", memory: environment === "prod" ? "640Mi" : "256Mi" },
        limits: { cpu: "1", memory: "1Gi" },
      });
    }
  });

  it("are asked for their health on the port they listen on: WRK-15, WRK-16, GAP-02", () => {
    for (const one of controllers(environment)) {
      const path = one.metadata.name === "frontend" ? "/" : "/health";
      const get = { path, port: "http" };
      expect(containerOf(one), one.metadata.name).toMatchObject({
        startupProbe: { httpGet: get },
        readinessProbe: { httpGet: get, initialDelaySeconds: 10, periodSeconds: 10 },
        livenessProbe: { httpGet: get, initialDelaySeconds: 20, periodSeconds: 20 },
        ports: [{ name: "http" }],
      });
    }
  });

  it("say which tier they are of, and stand apart over zones and nodes, each version by itself: WRK-17, WRK-31, WRK-39", () => {
    for (const one of controllers(environment)) {
      const tier = one.metadata.name === "frontend" ? "frontend" : "backend";
      expect(at(one, "spec.template.metadata.labels"), one.metadata.name).toMatchObject({
        app: one.metadata.name,
        tier,
      });
      const version = one.kind === "Rollout" ? "rollouts-pod-template-hash" : "pod-template-hash";
      expect(at(podOf(one), "topologySpreadConstraints"), one.metadata.name).toEqual(
        ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
          ...{ topologyKey, maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" },
          labelSelector: { matchLabels: { app: one.metadata.name } },
          matchLabelKeys: [version],
        })),
      );
    }
  });

  it("go on until nobody sends them anything, and have time for what they have begun: EDG-48", () => {
    for (const one of controllers(environment)) {
      const preStop = Number(at(containerOf(one), "lifecycle.preStop.sleep.seconds"));
      const grace = Number(at(podOf(one), "terminationGracePeriodSeconds"));
      const isDoor = ["gateway-service", "frontend"].includes(one.metadata.name);
      // The load balancer gives requests 30 seconds once it knows that a target goes.
      expect(preStop, one.metadata.name).toBe(isDoor ? 15 : 10);
      expect(grace, one.metadata.name).toBeGreaterThanOrEqual(preStop + (isDoor ? 30 : 20));
    }
  });
});

describe("a pod", () => {
  it("keeps connections longer than the load balancer, which would otherwise meet shut ones: EDG-44", () => {
    const { objects, site } = servicesOf("prod");
    const idle = site.doors.gateway?.idleSeconds ?? 0;
    const variables = at(containerOf(named(objects, "gateway-service")), "env") as readonly {
      readonly name: string;
      readonly value?: string;
    }[];
    const kept = variables.filter(({ name }) => /KEEP_ALIVE|IDLE_TIMEOUT/.test(name));
    expect(kept).toHaveLength(2);
    for (const { value = "" } of kept) expect(parseInt(value)).toBeGreaterThan(idle);
    const node = at(containerOf(named(objects, "frontend")), "env") as typeof variables;
    const milliseconds = Number(node.find(({ name }) => name === "KEEP_ALIVE_TIMEOUT")?.value);
    expect(milliseconds).toBeGreaterThan(idle * 1000);
  });

  it("runs as whom its image expects, and in its profile: KCON-16, KUS-17, KENV-16", () => {
    const { objects } = servicesOf("prod", (settings) => ({
      ...settings,
      workloads: { ...settings.workloads, user: 1001 },
    }));
    const auth = named(objects, "auth-service");
    expect(at(podOf(auth), "securityContext")).toMatchObject({ runAsUser: 1001, fsGroup: 1001 });
    expect(at(containerOf(auth), "env")).toContainEqual({ name: "SPRING_PROFILES_ACTIVE", value: "prod" });
    expect(at(containerOf(named(objects, "frontend")), "env")).not.toContainEqual(
      expect.objectContaining({ name: "SPRING_PROFILES_ACTIVE" }),
    );
    expect(JSON.stringify(servicesOf("staging").objects)).not.toContain("SPRING_PROFILES_ACTIVE");
  });

  it("may change tables in dev, and elsewhere only looks whether they fit: ENV-24", () => {
    const schemaOf = (environment: string) =>
      at(containerOf(named(servicesOf(environment).objects, "auth-service")), "env");
    const told = (value: string) => ({ name: "SPRING_JPA_HIBERNATE_DDL_AUTO", value });
    expect(schemaOf("dev")).toContainEqual(told("update"));
    for (const other of ["staging", "prod"]) expect(schemaOf(other)).toContainEqual(told("validate"));
  });

  it("starts again with every new password or key", () => {
    const stamp = (generation: number) => {
      const { objects } = servicesOf("prod", (settings) => {
        const postgres = { ...settings.dataTier.postgres, credentialGeneration: generation };
        return { ...settings, dataTier: { ...settings.dataTier, postgres } };
      });
      return at(named(objects, "auth-service"), "spec.template.metadata.annotations");
    };
    expect(stamp(1)).not.toEqual(stamp(2));
  });

  it("runs on nodes that nobody takes away, where Karpenter makes nodes and its service may not stop: CLU-41", () => {
    const { objects } = servicesOf("prod", (settings) => ({
      ...settings,
      cluster: { ...settings.cluster, karpenter: { ...settings.cluster.karpenter, enabled: true } },
    }));
    expect(at(podOf(named(objects, "gateway-service")), "nodeSelector")).toBeDefined();
    expect(at(podOf(named(objects, "stats-service")), "nodeSelector")).toBeUndefined();
    expect(JSON.stringify(servicesOfLaptop().objects)).not.toContain("nodeSelector");
  });
});
