import type { PlatformCallers } from "../../../components/workloads/network-policies/platform";

/** Who comes into the platform's namespaces, where nothing else of it is there. */
export const callers: PlatformCallers = {
  ...{ api: ["10.0.10.0/24"], services: "urr-spring", others: [] },
  ...{ gateway: undefined, atNodes: {} },
};
