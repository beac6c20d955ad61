import { namespaces } from "../facts";

/** Name of Loki's release, Service and ServiceAccount. */
export const lokiName = "loki";

/** Where Loki takes logs and answers, inside the cluster. */
export const lokiAddress = `http://${lokiName}.${namespaces.logs}.svc.cluster.local:3100`;
