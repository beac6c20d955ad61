import { labelsOf } from "../manifests/labels";
import type { StoreSite } from "./site";

/** Name of the volume that keeps a store's data. */
export const dataVolume = "data";

/** The volume that each pod of a store gets for itself. */
export const dataClaim = ({ storageClass }: StoreSite, app: string, gib: number) => ({
  apiVersion: "v1" as const,
  kind: "PersistentVolumeClaim" as const,
  metadata: { name: dataVolume, labels: labelsOf(app) },
  spec: {
    accessModes: ["ReadWriteOnce" as const],
    resources: { requests: { storage: `${String(gib)}Gi` } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
  },
});

/** Fewer pods keep their volumes, since more may come back; without the store nobody needs them, unless told. */
export const claimRetention = ({ keepsData }: StoreSite) => ({
  whenDeleted: keepsData ? ("Retain" as const) : ("Delete" as const),
  whenScaled: "Retain" as const,
});
