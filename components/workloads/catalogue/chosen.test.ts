import { describe, expect, it } from "vitest";
import { workloadsSettings } from "../settings";
import { chosenWorkloads } from "./chosen";
import { urr } from "./urr";

const chosen = (settings: object) => chosenWorkloads(urr, workloadsSettings.parse(settings));
const gateway = (settings: object) => chosen(settings).find(({ name }) => name === "gateway-service");

describe("how many pods a service has", () => {
  it("is fixed by its own number, which leaves it no autoscaler: KUS-13", () => {
    expect(gateway({})).toMatchObject({ replicas: 3, autoscaling: { min: 3, max: 10 } });
    const pinned = gateway({ services: { "gateway-service": { replicas: 5 } } });
    expect(pinned).toMatchObject({ replicas: 5, autoscaling: undefined });
  });

  it("is left to the load by a number that is everybody's", () => {
    expect(gateway({ replicas: 5 })).toMatchObject({ replicas: 3, autoscaling: { min: 3, max: 10 } });
    expect(gateway({ replicas: 5, autoscaling: false })).toMatchObject({
      replicas: 5,
      autoscaling: undefined,
    });
  });
});

describe("an environment's services", () => {
  it("are all of the catalogue's but those that are switched off", () => {
    const names = chosen({ services: { "stats-service": { enabled: false } } }).map(({ name }) => name);
    expect(names).toEqual(Object.keys(urr).filter((name) => name !== "stats-service"));
  });
});
