import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  launchChromium,
  listenTo,
  openTab,
  startStandingRoom,
} from "../../test/support/waiting-room/page-in-browser";
import { requireTool } from "../../test/support/waiting-room/require-tool";

const chromium = requireTool("chromium", "chromium");

describe.skipIf(chromium === undefined)("the operator's view and the shop", () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium(chromium ?? "");
  });
  afterAll(() => browser.close());

  it("the operator changes the rate and lets the line go on, somebody gets in and buys, and the line is paused again", async () => {
    const room = await startStandingRoom();
    const { page: operator, complaints } = await openTab(browser);
    await operator.goto(`${room.origin}/operator`);
    await operator.getByText("PAUSED").waitFor();

    const visitor = listenTo(await (await browser.newContext()).newPage());
    await visitor.page.goto(`${room.origin}/shop/`);
    await visitor.page.locator("body[data-kind=waiting]").waitFor();

    const rate = operator.getByLabel("People a second");
    // The form would not send what is no rate; whoever calls the API is told the same.
    await operator.evaluate("document.getElementById('rate').removeAttribute('min')");
    await rate.fill("-1");
    await operator.getByRole("button", { name: "Change" }).click();
    await operator.getByText(/^Refused: The settings have problems\.; rate /).waitFor();
    await rate.fill("7");
    await operator.getByRole("button", { name: "Change" }).click();
    await operator.locator("dd", { hasText: /^7$/ }).waitFor();
    await operator.getByRole("button", { name: "Resume" }).click();

    await visitor.page.getByText(/Your visit lasts \d+ s more/).waitFor();
    await visitor.page.getByRole("button", { name: "Buy and finish" }).click();
    await visitor.page.getByText("Thank you for your order.").waitFor();
    await visitor.page.getByRole("button", { name: "Leave", disabled: true }).waitFor();
    await visitor.page.goto(`${room.origin}/vwr/concert/`);
    await visitor.page.locator("body[data-kind=refused]").waitFor();
    await operator.getByRole("button", { name: "Pause" }).click();
    await operator.getByText("PAUSED").waitFor();

    expect([...complaints, ...visitor.complaints]).toEqual([]);
    await Promise.all([operator.context().close(), visitor.page.context().close()]);
    await room.stop();
  });
});
