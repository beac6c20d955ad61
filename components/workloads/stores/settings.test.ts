import { describe, expect, it } from "vitest";
import { redisPodOf, storesSettings } from "./settings";

const messages = (settings: object) =>
  (storesSettings.safeParse(settings).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")} ${message}`,
  );
const withImage = (image: string) => messages({ postgres: { image } });

describe("settings of the stores", () => {
  it("need nothing said: fixed images with their registries, the small kinds and no port of the nodes: KDAT-05, KDAT-07, KCON-06", () => {
    const settings = storesSettings.parse({});
    expect(settings).toMatchObject({
      postgres: { image: "docker.io/library/postgres:15-alpine" },
      redis: { kind: "dragonfly" },
      kafka: { brokers: 1, image: "docker.io/apache/kafka:3.7.0" },
      zipkin: { image: expect.stringMatching(/^docker\.io\/openzipkin\/zipkin:3\./) as string },
      nodePorts: {},
    });
    expect(settings.nodePorts).toEqual({});
  });

  it("have an image and a size for either kind of Redis: KDAT-04, KDAT-16, KDAT-17", () => {
    const pod = (redis: object) => redisPodOf(storesSettings.parse({ redis }).redis);
    expect(pod({})).toEqual({
      image: expect.stringMatching(/^docker\.dragonflydb\.io\/dragonflydb\/dragonfly:v\d/) as string,
      maxMemoryMib: 512,
    });
    expect(pod({ kind: "cluster" })).toEqual({
      image: "docker.io/library/redis:7.2-alpine",
      maxMemoryMib: 200,
    });
    expect(pod({ image: "docker.io/library/valkey:8", maxMemoryMib: 300 })).toEqual({
      image: "docker.io/library/valkey:8",
      maxMemoryMib: 300,
    });
  });

  it.each([
    ["postgres:15-alpine", "does not begin with a registry's name"],
    ["library/postgres:15-alpine", "does not begin with a registry's name"],
    ["docker.io/library/postgres:latest", "is `latest`, which is another one every day"],
    ["docker.io/library/postgres", "has neither tag nor digest"],
    ["docker.io/library/postgres:", "has a tag that no registry takes"],
    ["docker.io/Library/postgres:15", "names no repository"],
    ["docker.io/library/postgres@sha256:abc", "has a digest that is no sha256"],
    ["docker.io/library/postgres:14-alpine", "is older than PostgreSQL 15"],
    ["docker.io/library/postgres:9.6", "is older than PostgreSQL 15"],
  ])("refuse the image %s", (image, message) => {
    expect(withImage(image)).toEqual([`postgres.image ${message}`]);
  });

  it.each([
    "docker.io/library/postgres:15.17-alpine3.23",
    "localhost:5001/postgres:16-alpine",
    "123456789012.dkr.ecr.ap-northeast-2.amazonaws.com/mirror/postgres:17-alpine",
    `docker.io/library/postgres:15-alpine@sha256:${"0a".repeat(32)}`,
    `docker.io/library/postgres@sha256:${"0a".repeat(32)}`,
  ])("take the image %s", (image) => {
    expect(withImage(image)).toEqual([]);
  });

  it("refuse sizes, memory and ports that cannot be", () => {
    expect(messages({ postgres: { storageGib: 0 } })).toHaveLength(1);
    expect(messages({ kafka: { brokers: 2 } })).toHaveLength(1);
    expect(messages({ kafka: { storageGib: 20_000 } })).toHaveLength(1);
    expect(messages({ nodePorts: { postgres: 5432 } })).toHaveLength(1);
    expect(messages({ redis: { maxMemoryMib: 128 } })).toEqual([
      "redis.maxMemoryMib is less than the 256 MiB that Dragonfly needs to start",
    ]);
    expect(messages({ redis: { kind: "cluster", maxMemoryMib: 128 } })).toEqual([]);
    expect(messages({ nodePorts: { postgres: 30_411, zipkin: 30_411 } })).toEqual([
      "nodePorts.zipkin is the port of PostgreSQL too",
    ]);
    expect(messages({ mysql: {} })).toEqual([' Unrecognized key: "mysql"']);
  });
});
