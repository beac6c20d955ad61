import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync, transformSync } from "esbuild";
import { pageFolder } from "../waiting-page-router/route";
import { contentSecurityPolicy } from "./security";
import { builtOnce } from "../bundle-cache";

/** A file of the waiting page as it is put into a bucket or served. */
export interface PageFile {
  /** From the root of the host, with a leading slash. */
  readonly path: string;
  readonly body: string;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly contentSecurityPolicy?: string;
}

const source = join(__dirname, "browser");

/** What never changes under its name: the name is made of the content, so nothing ever has to be invalidated. */
const immutable = "public, max-age=31536000, immutable";

/** The page itself: a new version is seen within a minute, and the last one stays if its origin fails. */
const revalidated = "public, max-age=0, s-maxage=60, stale-while-revalidate=60, stale-if-error=86400";

/** The lottery imports them; in the page a smaller one with the same answers takes their place. */
const hashModules = ["hmac", "sha2", "utils"].map((name) => `@noble/hashes/${name}.js`);

/**
 * Names of properties that no browser, no stored text and no document of the platform knows: the bundle shortens them.
 */
export const ownNames = [
  ...["heard", "points", "asking", "failures", "kept", "due", "refusal", "kind", "answer", "ageMs"],
  ...[
    "headline",
    "lead",
    "figure",
    "facts",
    "fold",
    "action",
    "does",
    "spoken",
    "notices",
    "estimate",
    "draw",
  ],
  ...[
    "state",
    "document",
    "online",
    "label",
    "language",
    "retryAfterMs",
    "request",
    "progress",
    "isInside",
    "isLapsed",
  ],
  ...["opensInMs", "drawnFrom", "seconds", "ahead", "etaMs", "soonestMs"],
];

/** The page for every other address of the site, while what is behind it does not answer. */
export const unavailablePath = `${pageFolder}unavailable.html`;

/** The waiting page, bundled and named by its content, and the page of {@link unavailablePath}. */
export function buildWaitingPage(): readonly PageFile[] {
  return builtOnce("waiting-page", built);
}

function built(): readonly PageFile[] {
  const assets = {
    icon: asset("icon", "svg", "image/svg+xml", text("icon.svg").trim()),
    css: asset("page", "css", "text/css; charset=utf-8", style()),
    js: asset("page", "js", "text/javascript; charset=utf-8", script()),
  };
  const pages = ["index.html", "unavailable.html"].map((name) => page(name, assets));
  return [...pages, ...Object.values(assets)];
}

/** A page that names what it refers to from the root of the host, since it may be shown under any address. */
function page(name: string, assets: Readonly<Record<string, PageFile>>): PageFile {
  const body = Object.entries(assets).reduce(
    (html, [asset, { path }]) => html.replace(`{${asset}}`, path),
    text(name)
      .replaceAll(/\s+/g, " ")
      .replaceAll(/(?<=>) | (?=<)| \/(?=>)/g, "")
      .replaceAll(/(?<==)"([\w-]+)"/g, "$1"),
  );
  const contentType = "text/html; charset=utf-8";
  return { path: pageFolder + name, body, contentType, cacheControl: revalidated, contentSecurityPolicy };
}

function text(name: string): string {
  return readFileSync(join(source, name), "utf8");
}

function asset(name: string, extension: string, contentType: string, body: string): PageFile {
  const hash = createHash("sha256").update(body).digest("base64url").slice(0, 8);
  return { path: `${pageFolder}${name}-${hash}.${extension}`, body, contentType, cacheControl: immutable };
}

function style(): string {
  return transformSync(text("page.css"), { loader: "css", minify: true, target: "es2022" }).code.trim();
}

function script(): string {
  const { outputFiles } = buildSync({
    entryPoints: [join(source, "main.ts")],
    alias: Object.fromEntries(hashModules.map((name) => [name, join(__dirname, "logic", "hashes.ts")])),
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    charset: "utf8",
    legalComments: "none",
    mangleProps: new RegExp(`^(${ownNames.join("|")})$`),
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error("the script of the waiting page was not built");
  return output.text.trim();
}
