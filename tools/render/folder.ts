import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { folders } from "../../components/workloads/delivery/source";
import type { RenderedFile } from "./files";
import { mark } from "./yaml";

/** What is to be done to a file. */
export interface Change {
  readonly path: string;
  readonly kind: "new" | "changed" | "removed";
}

/** How a folder differs from what would be written. */
export function changesIn(folder: string, files: readonly RenderedFile[]): readonly Change[] {
  const wanted = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap(({ path, text }): Change[] => {
      const there = textOf(join(folder, path));
      if (there === text) return [];
      return [{ path, kind: there === undefined ? "new" : "changed" }];
    }),
    ...ownFilesIn(folder)
      .filter((path) => !wanted.has(path))
      .map((path): Change => ({ path, kind: "removed" })),
  ];
}

/** Makes a folder as it is to be; files of others stay as they are. */
export function write(folder: string, files: readonly RenderedFile[], changes: readonly Change[]): void {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  for (const { path } of changes) {
    const file = join(folder, path);
    const text = texts.get(path);
    if (text === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
  }
}

/** What earlier runs have written. */
function ownFilesIn(folder: string): readonly string[] {
  return Object.values(folders)
    .filter((below) => existsSync(join(folder, below)))
    .flatMap((below) =>
      readdirSync(join(folder, below))
        .toSorted()
        .map((name) => `${below}/${name}`),
    )
    .filter((path) => path.endsWith(".yaml") && textOf(join(folder, path))?.startsWith(mark) === true);
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}
