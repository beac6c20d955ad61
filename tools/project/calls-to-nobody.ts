import type { Workload } from "../../components/workloads/workload";
import type { Finding } from "../../policies/finding";
import { notice } from "./notice";

type Caller = Pick<Workload, "calls" | "name">;

/** Services that others call, and that an environment does not have: what needs them will fail, and the rest goes on. */
export function callsToNobody(services: readonly Caller[]): readonly Finding[] {
  const there = services.map(({ name }) => name);
  const missing = new Set(services.flatMap(({ calls }) => calls).filter((name) => !there.includes(name)));
  return [...missing].map((name) => {
    const callers = services.filter(({ calls }) => calls.includes(name)).map((caller) => caller.name);
    const call = `${callers.join(" and ")} ${callers.length === 1 ? "calls" : "call"} ${name}`;
    const message = `is left out: ${call}, which this environment does not have`;
    return notice("service-called-and-absent", `urr:workloads.services.${name}`, message);
  });
}
