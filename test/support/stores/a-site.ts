import type { StoreSite } from "../../../components/workloads/stores/site";

/** Where stores of a test run. */
export const aSite: StoreSite = {
  namespace: "urr-spring",
  secretName: "spring-test-secret",
  storageClass: "gp3",
  nodeSelector: { workload: "data" },
  keepsData: false,
};
