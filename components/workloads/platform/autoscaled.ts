interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** Whether the cluster autoscaler changes how many managed nodes there are, where Karpenter makes none. */
export function autoscales(addons: { readonly clusterAutoscaler: boolean }, { max, min }: Bounds): boolean {
  return addons.clusterAutoscaler && max > min;
}
