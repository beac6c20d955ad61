/** What the functions run on: Lambda's name for it, and what their code may be written in. */
export const lambdaRuntime = "nodejs24.x";

/** The same for esbuild. */
export const bundleTarget = "node24";
