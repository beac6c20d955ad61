import { describe, expect, it } from "vitest";
import { at, texts } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container, object, podSpec } from "../../../test/support/stores/objects";
import { dragonflyObjects } from "./dragonfly";
import { storesSettings } from "./settings";

const objects = (redis: object = {}) => dragonflyObjects(aSite, storesSettings.parse({ redis }).redis);
const server = (redis?: object) => object(objects(redis), "StatefulSet", "dragonfly-spring");

describe("Dragonfly in the cluster", () => {
  it("is one pod that writes what it holds every minute: KDAT-04", () => {
    expect(at(server(), "spec.replicas")).toBe(1);
    expect(texts(container(server())["args"])).toEqual(
      expect.arrayContaining([
        "--maxmemory=512mb",
        "--proactor_threads=1",
        "--snapshot_cron=* * * * *",
        "--dir=/data",
        "--dbfilename=dump",
      ]),
    );
    expect(container(server())["volumeMounts"]).toContainEqual({ name: "data", mountPath: "/data" });
    expect(at(podSpec(server()), "nodeSelector")).toEqual({ workload: "data" });
  });

  it("gets half as much memory again as its data may take: KDAT-04", () => {
    expect(at(container(server()), "resources.limits.memory")).toBe("768Mi");
    const larger = server({ maxMemoryMib: 1024 });
    expect(texts(container(larger)["args"])).toContain("--maxmemory=1024mb");
    expect(at(container(larger), "resources.limits.memory")).toBe("1536Mi");
  });

  it("is ready when it has loaded its last snapshot", () => {
    const command = texts(at(container(server()), "readinessProbe.exec.command"));
    expect(command.at(-1)).toContain("ping | grep -q PONG");
  });

  it("answers inside the cluster alone: KDAT-04", () => {
    expect(at(object(objects(), "Service", "dragonfly-spring"), "spec")).toEqual({
      type: "ClusterIP",
      selector: { app: "dragonfly-spring" },
      ports: [{ name: "redis", port: 6379, targetPort: "redis", protocol: "TCP" }],
    });
  });

  it("is accepted by Kubernetes and by Pod Security as restricted", async () => {
    expect((await Promise.all(objects().map(objectProblems))).flat()).toEqual([]);
  });
});
