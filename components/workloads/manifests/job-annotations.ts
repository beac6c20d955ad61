/** A Job that failed is made anew by the next deployment, which would otherwise wait for it in vain. */
export const madeAnewWhenFailed = { "pulumi.com/replaceUnready": "true" } as const;
