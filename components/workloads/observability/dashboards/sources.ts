/** What dashboards ask, by the identifiers that the data sources are given. */
export const sources = {
  prometheus: { type: "prometheus", uid: "prometheus" },
  cloudWatch: { type: "cloudwatch", uid: "cloudwatch" },
  loki: { type: "loki", uid: "loki" },
} as const;
