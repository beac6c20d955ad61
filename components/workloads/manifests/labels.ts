/** What tells pods of one workload from all others; selectors cannot change, so that this cannot either. */
export const selects = (app: string) => ({ app });

/** Labels of every object of one workload. */
export const labelsOf = (app: string) => ({
  ...selects(app),
  "app.kubernetes.io/name": app,
  "app.kubernetes.io/part-of": "urr",
});
