import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { buildSync } from "esbuild";
import { builtOnce } from "../../functions/bundle-cache";
import { schemaModules } from "./schemas";

/** Where in an object, and what is wrong there. */
export interface Mismatch {
  readonly path: string;
  readonly message: string;
}

interface SchemaError {
  readonly instancePath: string;
  readonly message?: string;
}

type Model = new (object: object) => { validate(): void };

/** What is built in place of packages that are slow to load. */
const instead: Readonly<Record<string, string>> = {
  "@kubernetes-models/validate/runtime/re2": join(__dirname, "pattern.mjs"),
  "ajv-formats-draft2019/formats/index.js": join(__dirname, "no-formats.mjs"),
  "is-cidr": join(__dirname, "no-formats.mjs"),
};

const entries = [...schemaModules];
const models = new Map<string, Model>();

/**
 * What of an object does not match the schema of its kind; undefined where there is no schema.
 *
 * Fields that a schema does not know are no mismatch to it.
 */
export function mismatches(kind: string, object: object): readonly Mismatch[] | undefined {
  if (!schemaModules.has(kind)) return undefined;
  const Checked = modelOf(kind);
  try {
    new Checked(object).validate();
    return [];
  } catch (error) {
    const errors = (error as { readonly errors?: readonly SchemaError[] }).errors ?? [];
    if (errors.length === 0) throw error;
    return errors.map(({ instancePath, message = "does not match its schema" }) => ({
      path: instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/").replaceAll("~0", "~"),
      message,
    }));
  }
}

function modelOf(kind: string): Model {
  if (models.size === 0) {
    const loaded = load();
    entries.forEach(([name], index) => {
      const model = loaded[`model${String(index)}`];
      if (model !== undefined) models.set(name, model);
    });
  }
  const found = models.get(kind);
  if (found === undefined) throw new Error(`the schema of ${kind} was not built`);
  return found;
}

/**
 * All schemas as one script that was built before: they are more than a thousand modules, each of which a preview would
 * have to find, read and translate.
 */
function load(): Readonly<Record<string, Model>> {
  const source = entries
    .map(([, module], index) => {
      const name = module.slice(module.lastIndexOf("/") + 1);
      return `export { ${name} as model${String(index)} } from ${JSON.stringify(module)};`;
    })
    .join("\n");
  const hash = createHash("sha256").update(source);
  for (const file of Object.values(instead)) hash.update(readFileSync(file));
  const form = hash.digest("hex").slice(0, 12);
  const code = builtOnce(`kubernetes-schemas-${form}`, () => built(source));
  const script = new Script(`(function (module) {${code}\n})`, { filename: "kubernetes-schemas.js" });
  const module = { exports: {} as Readonly<Record<string, Model>> };
  (script.runInThisContext() as (module: object) => void)(module);
  return module.exports;
}

function built(source: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: source, resolveDir: join(__dirname, "..", ".."), loader: "js" },
    ...{ bundle: true, format: "cjs", platform: "node", target: "node20", write: false },
    alias: instead,
    // It is read every time.
    minify: true,
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error("the schemas of Kubernetes were not built");
  return file.text;
}
