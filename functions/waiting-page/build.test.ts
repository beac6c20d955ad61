import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { pageRouteOf } from "../waiting-page-router/route";
import { buildWaitingPage, ownNames } from "./build";
import { phrases } from "./logic/words";

const files = buildWaitingPage();
const fileOf = (ending: string) => {
  const file = files.find(({ path }) => path.endsWith(ending));
  if (file === undefined) throw new Error(`there is no ${ending}`);
  return file;
};

describe("the files of the waiting page", () => {
  it("weigh no more than 30 KB together, as they are and not compressed", () => {
    const bytes = files.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
    expect(bytes).toBeLessThanOrEqual(30_000);
  });

  it("are all the page refers to, on the same host, and the router finds them for every event", () => {
    const { body, path } = fileOf("index.html");
    const referred = [...body.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, to]) => to);
    expect(referred).toHaveLength(files.length - 1);
    expect(referred.every((to) => files.some((file) => file.path === to))).toBe(true);
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
    const { body, contentSecurityPolicy } = fileOf("index.html");
    expect(contentSecurityPolicy).toContain("default-src 'none'");
    expect(contentSecurityPolicy).not.toContain("unsafe");
    expect(body).not.toMatch(/<style|\sstyle=|\son\w+=|<script(?![^>]*src=)/i);
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
