import type { BuildOptions } from "esbuild";
import { bundleTarget } from "./runtime";

/** How all code for Node is built: one CommonJS file, and the same bytes for the same sources. */
export const bundleForm = {
  absWorkingDir: __dirname,
  bundle: true,
  write: false,
  platform: "node",
  target: bundleTarget,
  format: "cjs",
  // What can be left out of a module can be told only where it says what it exports.
  mainFields: ["module", "main"],
  minify: true,
  charset: "utf8",
  legalComments: "none",
  logLevel: "silent",
} as const satisfies BuildOptions;
