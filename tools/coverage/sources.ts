import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

import type { TextFile } from "./citations";
import type { Sources } from "./coverage";

export const reportPath = "docs/coverage.md";

const requirementPaths = ["docs/requirements/aws.md", "docs/requirements/kubernetes-and-delivery.md"];
const decisionsPath = "docs/decisions.md";

/** Reads what coverage is computed from; decisions that are not written yet are no citations. */
export function readSources(root: string): Sources {
  const read = (path: string): TextFile => ({ path, text: readFileSync(join(root, path), "utf8") });
  return {
    requirements: requirementPaths.map(read),
    tests: testPaths(root).map(read),
    decisions: existsSync(join(root, decisionsPath)) ? [read(decisionsPath)] : [],
  };
}

/** The committed report, or an empty text where there is none. */
export function readReport(root: string): string {
  const path = join(root, reportPath);
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

function testPaths(root: string): readonly string[] {
  const walk = (folder: string): readonly string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      // Hidden folders hold caches and other checkouts, whose tests are not this program's.
      if (entry.isDirectory())
        return entry.name === "node_modules" || entry.name.startsWith(".") ? [] : walk(path);
      return entry.name.endsWith(".test.ts") ? [relative(root, path).split(sep).join("/")] : [];
    });
  return walk(root);
}
