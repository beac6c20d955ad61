import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  launchChromium,
  openTab,
  order,
  seriousProblems,
  shows,
  startRoom,
  startStandingRoom,
  told,
} from "../../test/support/waiting-room/page-in-browser";
import { requireTool } from "../../test/support/waiting-room/require-tool";
import { systemClock } from "../../functions/waiting-room/clock";
import type { Running } from "./server";

const chromium = requireTool("chromium", "chromium");

describe.skipIf(chromium === undefined)("the waiting page has no serious accessibility problem", () => {
  let browser: Browser;
  let room: Running | undefined;
  let page: Page | undefined;

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
  });
  afterEach(async () => {
    await page?.context().close();
    await room?.stop();
  });
  afterAll(() => browser.close());

  async function open(
    running: Running,
    { path = "/vwr/concert/", ...options }: BrowserContextOptions & { readonly path?: string } = {},
  ): Promise<Page> {
    room = running;
    const tab = await openTab(browser, options);
    page = tab.page;
    await tab.page.goto(`${running.origin}${path}`);
    return tab.page;
  }

  const standingRoom = () =>
    startStandingRoom({ message: { ko: "안내", en: "Two tickets for each person." } });

  it.each(["light", "dark"] as const)(
    "while people wait, in %s colours, and without a network",
    async (colorScheme) => {
      const shown = await open(await standingRoom(), { colorScheme });
      await shows(shown, "waiting");
      expect(await seriousProblems(shown)).toEqual([]);
      await shown.context().setOffline(true);
      await shown.getByText("You are offline.").waitFor();
      expect(await seriousProblems(shown)).toEqual([]);
    },
  );

  it("while numbers are given out", async () => {
    const shown = await open(await startRoom({ joinSpreadMs: 600_000 }));
    await shows(shown, "joining");
    expect(await seriousProblems(shown)).toEqual([]);
  });

  it("before the lottery, with its explanation unfolded", async () => {
    const shown = await open(await startRoom({ openAt: systemClock.now() + 3_600_000 }, "PRE"));
    await shows(shown, "lottery");
    await shown.getByText("How the draw works").click();
    expect(await shown.locator("#fold-code").innerText()).toMatch(/^[0-9a-f]{64}$/);
    expect(await seriousProblems(shown)).toEqual([]);
  });

  it("once in, when the line is gone and when all is over", async () => {
    const running = await startRoom();
    const shown = await open(running);
    await shows(shown, "inside");
    expect(await seriousProblems(shown)).toEqual([]);
    await order(running, "open", { to: "OPEN" });
    await told(running, ({ mode }) => mode === "OPEN");
    await shown.reload();
    await shows(shown, "open");
    expect(await seriousProblems(shown)).toEqual([]);
    await order(running, "end");
    await told(running, ({ mode }) => mode === "ENDED");
    await shown.reload();
    await shows(shown, "refused");
    await shown.getByRole("heading", { name: "The sale is over" }).waitFor();
    expect(await seriousProblems(shown)).toEqual([]);
  });

  it("tells how far a person is as a progress bar and in words that are spoken once", async () => {
    const shown = await open(await standingRoom());
    await shows(shown, "waiting");
    const bar = shown.getByRole("progressbar", { name: "Progress" });
    expect(await bar.getAttribute("aria-valuenow")).toBe("0");
    const spoken = await shown.locator("[aria-live=polite]").innerText();
    expect(spoken).toMatch(/^\d+ places ahead of you\. The line is paused\. Your place is kept\.$/);
  });
});
