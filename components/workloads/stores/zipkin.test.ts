import { describe, expect, it } from "vitest";
import { at } from "../../../policies/read";
import { aSite } from "../../../test/support/stores/a-site";
import { objectProblems } from "../../../test/support/stores/object-problems";
import { container, object } from "../../../test/support/stores/objects";
import { storesSettings } from "./settings";
import { zipkinObjects } from "./zipkin";

const objects = (nodePorts: object = {}) => zipkinObjects(aSite, storesSettings.parse({ nodePorts }));
const server = object(objects(), "Deployment", "zipkin-spring");

describe("Zipkin in the cluster", () => {
  it("has its image and resources: KDAT-07", () => {
    expect(container(server)).toMatchObject({
      image: expect.stringMatching(/^docker\.io\/openzipkin\/zipkin:3\.\d/) as string,
      resources: {
        requests: { cpu: "100m", memory: "256Mi" },
        limits: { cpu: "500m", memory: "512Mi" },
      },
    });
  });

  it("answers inside the cluster, and on a port of the nodes where asked: KDAT-07, KCON-37", () => {
    expect(at(object(objects(), "Service", "zipkin-spring"), "spec")).toMatchObject({
      type: "ClusterIP",
      selector: { app: "zipkin-spring" },
      ports: [{ port: 9411 }],
    });
    expect(at(object(objects({ zipkin: 30_411 }), "Service", "zipkin-spring"), "spec")).toMatchObject({
      type: "NodePort",
      ports: [{ port: 9411, nodePort: 30_411 }],
    });
  });

  it("is ready when it says that it is healthy", () => {
    expect(at(container(server), "readinessProbe.httpGet")).toEqual({ path: "/health", port: "http" });
  });

  it("is accepted by Kubernetes and by Pod Security as restricted", async () => {
    expect((await Promise.all(objects({ zipkin: 30_411 }).map(objectProblems))).flat()).toEqual([]);
  });
});
