import { describe, expect, it } from "vitest";
import { buildWaitingPage } from "../waiting-page/build";
import { pageServer } from "./page";

const files = buildWaitingPage();
const serve = pageServer(files);
const get = (path: string, query = "") => serve({ method: "GET", path, query });

describe("the waiting page without an edge in front", () => {
  it("is the same for every event, with the headers it is built with", () => {
    const page = get("/vwr/spring-sale/");
    const built = files.find(({ path }) => path.endsWith("/index.html"));

    expect(page).toEqual(get("/vwr/other-sale/", "next=%2Fshop"));
    expect(page).toMatchObject({ status: 200, body: built?.body });
    expect(page?.headers).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "cache-control": built?.cacheControl,
      "content-security-policy": built?.contentSecurityPolicy,
    });
  });

  it("comes with everything it refers to", () => {
    const html = get("/vwr/spring-sale/")?.body ?? "";
    const referred = [...html.matchAll(/(?:href|src)="?(\/vwr\/_page\/[^\s">]+)/g)].map(
      ([, path = ""]) => path,
    );
    const assets = files.filter(({ contentType }) => !contentType.startsWith("text/html"));

    expect(referred).toHaveLength(assets.length);
    for (const path of referred) expect(get(path)?.status).toBe(200);
  });

  it("has one address, and keeps where the visitor wanted to go", () => {
    expect(get("/vwr/spring-sale", "next=%2Fshop&lang=ko")?.headers["location"]).toBe(
      "/vwr/spring-sale/?next=%2Fshop&lang=ko",
    );
    expect(get("/vwr/spring-sale", "a=b\r\nset-cookie: x=1")?.headers["location"]).toBe("/vwr/spring-sale/");
  });

  it.each([
    "/vwr/v1/events/spring-sale/status",
    "/vwr/internal/events/spring-sale",
    "/vwr/internal/",
    "/vwr/_page/nothing.js",
    "/vwr/_page/../main.js",
    "/",
  ])("is not what is asked for at %s", (path) => {
    expect(get(path)).toBeUndefined();
  });

  it("takes nothing in", () => {
    expect(serve({ method: "POST", path: "/vwr/spring-sale/", query: "" })).toBeUndefined();
  });
});
