/** A volume of each replica, as the Prometheus operator takes it. */
export function volumeOf(gibibytes: number, storageClass: string | undefined) {
  return {
    volumeClaimTemplate: {
      spec: {
        ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        accessModes: ["ReadWriteOnce"],
        resources: { requests: { storage: `${String(gibibytes)}Gi` } },
      },
    },
  };
}

/** Figures are worth nothing without what they were taken of: a volume goes with its StatefulSet. */
export const volumesGoWithIt = { whenDeleted: "Delete", whenScaled: "Retain" } as const;
