import { createRequire, enableCompileCache } from "node:module";
import { deferModule } from "./defer-module";

// Import this before everything else.

// The AWS SDK of Pulumi is tens of thousands of lines; compiled code of the last run saves half of its load time.
enableCompileCache();

// tsx turns source maps on, and Node then reads the map of every module, though only a stack trace shows positions.
// `NODE_OPTIONS=--enable-source-maps` brings them back.
const options = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""];
if (!options.some((option) => option.includes("--enable-source-maps"))) process.setSourceMapsEnabled(false);

// With these Pulumi's SDK turns functions into code of Lambdas, which nothing here asks for: half of its load time.
// To be removed once the SDK loads them when they are needed: https://github.com/pulumi/pulumi/issues/3671
const fromPulumi = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));
for (const name of ["typescript", "@npmcli/arborist", "normalize-package-data"])
  deferModule(fromPulumi, name);
