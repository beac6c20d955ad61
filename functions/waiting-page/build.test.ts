import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { pageRouteOf } from "../waiting-page-router/route";
import { buildWaitingPage, ownNames, unavailablePath, type PageFile } from "./build";
import { phrases } from "./logic/words";

const files = buildWaitingPage();
const fileOf = (ending: string) => {
  const file = files.find(({ path }) => path.endsWith(ending));
  if (file === undefined) throw new Error(`there is no ${ending}`);
  return file;
};

/** Addresses that a page refers to; an empty one is its own. */
function referredBy({ body }: PageFile): readonly string[] {
  return [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, to = ""]) => to);
}

describe("the files of the waiting page", () => {
  it("weigh no more than 30 KB together, as they are and not compressed", () => {
    const ofWaiting = files.filter(({ path }) => path !== unavailablePath);
    const bytes = ofWaiting.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).toBeLessThanOrEqual(30_000);
  });

  it("are all that the pages refer to, on the same host, and the router finds them for every event", () => {
    const { path } = fileOf("index.html");
    const pages = files.filter(({ contentType }) => contentType.startsWith("text/html"));
    const referred = new Set(pages.flatMap(referredBy));
    expect([...referred].sort()).toEqual(
      files
        .filter((file) => !pages.includes(file))
        .map((file) => file.path)
        .sort(),
    );
    for (const file of files) expect(pageRouteOf(file.path)).toEqual({ kind: "object", uri: file.path });
    expect(pageRouteOf("/vwr/autumn-tour/")).toEqual({ kind: "object", uri: path });
  });

  it("need never be invalidated: what is kept for ever is named by its content, the page is asked for again", () => {
    for (const { path, cacheControl } of files) {
      const named = /-[\w-]{8}\.\w+$/.test(path);
      expect(cacheControl.includes("immutable")).toBe(named);
    }
    expect(fileOf("index.html").cacheControl).toContain("max-age=0, s-maxage=60");
  });

  it("hold to the policy: no script or style in the page, nothing from elsewhere, nothing made of text", () => {
    for (const { body, contentSecurityPolicy } of [fileOf("index.html"), fileOf("unavailable.html")]) {
      expect(contentSecurityPolicy).toContain("default-src 'none'");
      expect(contentSecurityPolicy).not.toContain("unsafe");
      expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/i);
    }
    expect(fileOf(".js").body).not.toMatch(/\beval\(|new Function|innerHTML|https?:/);
    expect(fileOf(".css").body).not.toMatch(/@import|url\(/);
  });

  it("the script shortens no name that is also a text: phrases are looked up by their names", () => {
    expect(Object.keys(phrases).filter((name) => ownNames.includes(name))).toEqual([]);
  });

  it("the script leaves a host alone that is no waiting page", () => {
    const location = { pathname: "/elsewhere/", search: "", origin: "https://shop.example" };
    expect(() => {
      runInNewContext(fileOf(".js").body, { location, URL, URLSearchParams });
    }).not.toThrow();
  });

  it("without a script it says so in both languages", () => {
    expect(fileOf("index.html").body).toMatch(/<noscript>.*자바스크립트.*JavaScript.*<\/noscript>/);
  });
});

describe("the page for a site that does not answer", () => {
  const { body, cacheControl, contentType, path } = fileOf("unavailable.html");

  it("needs no script, tries again every half a minute, and says so in both languages", () => {
    expect(path).toBe(unavailablePath);
    expect(contentType).toBe("text/html; charset=utf-8");
    expect(body).not.toContain("<script");
    expect(body).toContain("http-equiv=refresh content=30>");
    expect(body).toMatch(/30초마다.*every 30 seconds/);
  });

  it("is shown under any address: it refers to its style from the root of the host", () => {
    for (const to of referredBy(fileOf("unavailable.html")))
      expect(to).toMatch(/^\/vwr\/_page\/[\w-]+\.(?:css|svg)$/);
  });

  it("is kept by no browser, so that it is gone once the site is back", () => {
    expect(cacheControl).toContain("max-age=0,");
  });
});
