import type { Browser, Page, Route } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  launchChromium,
  openTab,
  seriousProblems,
  shows,
  startStandingRoom,
  type Tab,
} from "../../test/support/waiting-room/page-in-browser";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import type { Running } from "./server";

const chromium = requireTool("chromium", "chromium");

/** What AWS WAF sends in place of the API, as its documentation tells; there is none on this machine. */
const answers = {
  absentToken: { status: 403, contentType: "application/json", body: '{"error":{"code":"BROWSER_CHECK"}}' },
  captcha: { status: 405, contentType: "text/html", body: "<!doctype html>" },
  challenge: { status: 202, contentType: "text/html", body: "" },
} as const;

describe.skipIf(chromium === undefined)("the waiting page behind a firewall", () => {
  let browser: Browser;
  let running: Running;
  let tab: Tab;

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
  });
  beforeEach(async () => {
    running = await startStandingRoom();
    tab = await openTab(browser);
  });
  afterEach(async () => {
    await tab.page.context().close();
    await running.stop();
  });
  afterAll(() => browser.close());

  const address = () => `${running.origin}/vwr/concert/?next=%2Fshop%2F&lang=en`;

  /** Every address of a navigation, in order. */
  function navigationsOf(page: Page): readonly string[] {
    const found: string[] = [];
    page.on("request", (request) => {
      if (request.isNavigationRequest()) found.push(request.url());
    });
    return found;
  }

  /** A firewall that lets a join through once the page has been navigated to so often. */
  async function checks(
    page: Page,
    answer: Parameters<Route["fulfill"]>[0],
    until: () => boolean,
  ): Promise<void> {
    await page.route("**/join", (route) => (until() ? route.continue() : route.fulfill(answer)));
  }

  it.each(["absentToken", "challenge"] as const)(
    "with %s it goes to itself and then has its place",
    async (kind) => {
      const { page } = tab;
      const navigations = navigationsOf(page);
      await checks(page, answers[kind], () => navigations.length > 1);
      await page.goto(address());
      await shows(page, "waiting");
      expect(navigations).toEqual([address(), address()]);
      expect(tab.complaints).toEqual([]);
    },
  );

  it("for a captcha it asks for one in its address, and for none when it is reloaded later", async () => {
    const { page } = tab;
    const navigations = navigationsOf(page);
    await checks(page, answers.captcha, () => navigations.length > 1);
    await page.goto(address());
    await shows(page, "waiting");
    expect(navigations).toEqual([address(), `${address()}&captcha=1`]);
    expect(page.url()).toBe(address());
  });

  it("a browser that never passes is sent once a minute at most, and is told", async () => {
    const { page } = tab;
    const navigations = navigationsOf(page);
    await page.clock.install();
    await checks(page, answers.absentToken, () => false);
    await page.goto(address());
    await page.getByRole("heading", { name: "One more check is needed" }).waitFor();
    await expect.poll(() => navigations.length).toBe(2);
    await shows(page, "refused");
    for (let second = 0; second < 30; second += 1) await page.clock.runFor(1_000);
    expect(navigations).toHaveLength(2);
    await page.clock.fastForward(60_000);
    await expect.poll(() => navigations.length).toBe(3);
    // Chromium does not close a page that is on its way within half a minute.
    await shows(page, "refused");
  });

  it("a browser that keeps nothing is never sent by itself", async () => {
    const { page } = tab;
    const navigations = navigationsOf(page);
    await page.addInitScript(() => {
      Object.defineProperty(globalThis, "sessionStorage", {
        get: () => {
          throw new Error("forbidden");
        },
      });
    });
    const refused = page.waitForResponse("**/join");
    await checks(page, answers.captcha, () => false);
    await page.goto(address());
    await refused;
    await shows(page, "refused");
    expect(navigations).toEqual([address()]);
  });

  it("the page for a site that does not answer is in order, and tries again", async () => {
    const { page } = tab;
    const navigations = navigationsOf(page);
    await page.clock.install();
    await page.goto(`${running.origin}/vwr/_page/unavailable.html`);
    await page.getByRole("heading", { name: "Unavailable for a moment" }).waitFor();
    // It is the one rule that a page without a script cannot keep; the text says that it does so.
    expect(await seriousProblems(page, ["meta-refresh"])).toEqual([]);
    expect(tab.complaints).toEqual([]);
    await page.getByRole("link", { name: "Try again now" }).click();
    await expect.poll(() => navigations.length).toBe(2);
    expect(new Set(navigations).size).toBe(1);
  });
});
