import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

/** The two pages beside the waiting page: a shop with one door, and the operator's view. */
export interface DemoFiles {
  readonly shopPage: string;
  readonly shopScript: string;
  readonly operatorPage: string;
  readonly operatorScript: string;
  readonly style: string;
}

export function demoFiles(): DemoFiles {
  const text = (name: string) => readFileSync(join(__dirname, name), "utf8");
  return {
    shopPage: text("shop.html"),
    shopScript: scriptOf("shop.ts"),
    operatorPage: text("operator.html"),
    operatorScript: scriptOf("operator.ts"),
    style: text("style.css"),
  };
}

/** The page with its places filled; the values are ours and need no escaping. */
export function filled(page: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), page);
}

function scriptOf(name: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(__dirname, "..", "browser", name)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
  });
  return outputFiles[0]?.text ?? "";
}
