import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(__dirname, "..", "node_modules", ".cache", "urr-bundles");

let sources: string | undefined;

/**
 * Everything that the functions' code is made of, in one hash: their sources, how they are built, and the exact version
 * of every package. Read once in a process.
 */
function sourcesHash(): string {
  const hash = createHash("sha256").update(readFileSync(join(__dirname, "..", "package-lock.json")));
  const files = readdirSync(__dirname, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".test.ts"))
    .map(({ name, parentPath }) => join(parentPath, name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\0${file.slice(__dirname.length)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest("hex");
}

/**
 * What was built of the same sources before, by a name of its own, or else what is built now. It takes a second to build, which each preview
 * would take longer; a folder that cannot be written costs that second and nothing else.
 */
export function builtOnce<Value>(what: string, build: () => Value): Value {
  sources ??= sourcesHash();
  const name = `${what}-${sources}.json`;
  try {
    return JSON.parse(readFileSync(join(folder, name), "utf8")) as Value;
  } catch {
    const value = build();
    keep(what, name, JSON.stringify(value));
    return value;
  }
}

/** By renaming, since another process may do the same. What was built of older sources is of no use any more. */
function keep(what: string, name: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    const draft = join(folder, `${name}.${String(process.pid)}`);
    writeFileSync(draft, text);
    renameSync(draft, join(folder, name));
    for (const other of readdirSync(folder)) {
      if (other.startsWith(`${what}-`) && other.endsWith(".json") && other !== name)
        rmSync(join(folder, other), { force: true });
    }
  } catch {
    // Nothing is lost: the next process builds it.
  }
}
