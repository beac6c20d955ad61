import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  launchChromium,
  listenTo,
  openTab,
  order,
  shows,
  startStandingRoom,
  told,
  type Tab,
} from "../../test/support/waiting-room/page-in-browser";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import type { Running } from "./server";

const chromium = requireTool("chromium", "chromium");

describe.skipIf(chromium === undefined)("the waiting page in a browser", () => {
  let browser: Browser;
  let room: Running | undefined;
  let tab: Tab;

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
  });
  afterEach(async () => {
    await tab.page.context().close();
    await room?.stop();
    room = undefined;
  });
  afterAll(() => browser.close());

  /** A room in which the line stands, with strangers and then the person of the tab. */
  async function waitingIn(
    options?: Parameters<typeof openTab>[1],
  ): Promise<{ running: Running; page: Page }> {
    const running = await startStandingRoom();
    room = running;
    tab = await openTab(browser, options);
    await tab.page.goto(`${running.origin}/shop/`);
    await shows(tab.page, "waiting");
    return { running, page: tab.page };
  }

  const numberOn = (page: Page) => page.locator("#value-1").innerText();

  it(
    "a person who wants into the shop joins, waits, is called and gets there",
    { timeout: 60_000 },
    async () => {
      const { running, page } = await waitingIn();
      expect(Number(await page.locator("#figure-value").innerText())).toBeGreaterThan(5);
      expect(new URL(page.url()).pathname).toBe("/vwr/concert/");
      await order(running, "resume");
      await page.waitForURL(`${running.origin}/shop/`);
      await page.getByRole("heading", { name: "The shop" }).waitFor();
      expect(tab.complaints).toEqual([]);
    },
  );

  it("reloading keeps the place", async () => {
    const { page } = await waitingIn();
    const number = await numberOn(page);
    await page.reload();
    await shows(page, "waiting");
    expect(await numberOn(page)).toBe(number);
  });

  it("two tabs are one person: they have one number, and both are let in", async () => {
    const { running, page } = await waitingIn();
    const other = listenTo(await page.context().newPage()).page;
    await other.goto(page.url());
    await shows(other, "waiting");
    expect(await numberOn(other)).toBe(await numberOn(page));
    await order(running, "resume");
    await Promise.all([page, other].map((one) => one.waitForURL(`${running.origin}/shop/`)));
  });

  it("two tabs that are opened at the same moment get one number", async () => {
    const running = await startStandingRoom();
    room = running;
    tab = await openTab(browser);
    const pages = [tab.page, await tab.page.context().newPage()];
    await Promise.all(pages.map((page) => page.goto(`${running.origin}/shop/`)));
    await Promise.all(pages.map((page) => shows(page, "waiting")));
    const [one, other] = pages;
    await expect
      .poll(async () => (await Promise.all(pages.map(numberOn))).join(" and "))
      .toMatch(/^(\d+) and \1$/);
    expect(one).not.toBe(other);
  });

  it("a hidden tab asks nothing; once it is seen it asks at once", async () => {
    const { page } = await waitingIn();
    let asked = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/status")) asked += 1;
    });
    await page.clock.install();
    await page.reload();
    await shows(page, "waiting");

    await page.clock.fastForward(10_000);
    await expect.poll(() => asked).toBeGreaterThan(0);

    await setHidden(page, true);
    // What was under way before has come back, for a page asks one thing at a time.
    await page.waitForLoadState("networkidle");
    const before = asked;
    for (let minute = 0; minute < 5; minute += 1) await page.clock.fastForward(60_000);
    await page.waitForLoadState("networkidle");
    expect(asked).toBe(before);

    const next = page.waitForRequest(/\/status$/);
    await setHidden(page, false);
    await next;
  });

  it("without a network it says so, keeps showing the place and goes on afterwards", async () => {
    const { running, page } = await waitingIn();
    const ahead = await page.locator("#figure-value").innerText();
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    expect(await page.locator("#figure-value").innerText()).toBe(ahead);
    await page.context().setOffline(false);
    await page.getByText("You are offline.").waitFor({ state: "hidden" });
    await order(running, "resume");
    await page.waitForURL(`${running.origin}/shop/`);
  });

  it("speaks Korean to whose browser does, and English when asked to", async () => {
    const { page } = await waitingIn({ locale: "ko-KR" });
    expect(await page.locator("html").getAttribute("lang")).toBe("ko");
    await page.getByRole("heading", { name: "순서를 기다리고 있습니다" }).waitFor();
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("heading", { name: "You are in line" }).waitFor();
    expect(await page.locator("html").getAttribute("lang")).toBe("en");
    await page.reload();
    await page.getByRole("heading", { name: "You are in line" }).waitFor();
    expect(new URL(page.url()).searchParams.get("next")).toBe("/shop/");
  });

  it("who was away until the place was gone joins again at the end", async () => {
    const running = await startStandingRoom({ promptMs: 10_000, graceMs: 11_000 });
    room = running;
    tab = await openTab(browser);
    const { page } = tab;
    await page.goto(`${running.origin}/vwr/concert/`);
    await shows(page, "waiting");
    const number = Number(await numberOn(page));
    await setHidden(page, true);
    await order(running, "resume");
    await told(running, ({ lapsed }) => lapsed >= number);
    await setHidden(page, false);
    await shows(page, "lapsed");
    await page.getByRole("button", { name: "Join at the end of the line" }).click();
    await shows(page, "inside");
    expect(tab.complaints).toEqual([]);
  }, 60_000);
});

/** A browser without a window has no tab in the background, so the page is told that it is. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  const seen = `Object.defineProperty(document, "hidden", { value: ${String(hidden)}, configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));`;
  await page.evaluate(seen);
}
