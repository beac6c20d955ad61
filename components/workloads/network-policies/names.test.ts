import { describe, expect, it } from "vitest";
import { servicesOf } from "../../../test/support/workloads/environment";
import { servicesOfGuide } from "../../../test/support/workloads/guide";
import { servicePolicies } from "./services";

const namesOf = ({ site, workloads }: Pick<ReturnType<typeof servicesOf>, "site" | "workloads">) =>
  servicePolicies(workloads, site).map(({ metadata }) => metadata.name);

describe("names of network policies", () => {
  it("stand for one each, also where a service is called like its tier", () => {
    const prod = servicesOf("prod");
    const calling = prod.workloads.map((workload) => ({ ...workload, internet: true }));
    for (const given of [prod, { ...prod, workloads: calling }, servicesOfGuide()]) {
      const names = namesOf(given);
      expect(names).toContain("allow-backend-egress");
      expect(names.toSorted()).toEqual([...new Set(names)].toSorted());
    }
  });
});
