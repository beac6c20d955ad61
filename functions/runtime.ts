/** The Node.js the functions run on: the newest that Lambda has, and the one this repository is tested on. */
const major = "24";

/** Lambda's name for it. */
export const lambdaRuntime = `nodejs${major}.x`;

/** What their code may be written in, by esbuild's name. */
export const bundleTarget = `node${major}`;
