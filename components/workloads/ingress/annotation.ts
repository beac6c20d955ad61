/** Said to the load balancer controller. */
export const annotation = <Value>(key: string, value: Value): Readonly<Record<string, Value>> => ({
  [`alb.ingress.kubernetes.io/${key}`]: value,
});
