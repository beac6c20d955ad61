import { AxeBuilder } from "@axe-core/playwright";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { vi } from "vitest";
import type { StatusDocument } from "../../../functions/waiting-room/status/document";
import { startServer, event, type Running, type ServerSettings } from "../../../tools/waiting-room/server";

/** Quick ticks and polls, so that a test need not wait for what takes longer in the cloud. */
const quick = {
  rate: 10,
  capacity: 100,
  tickMs: 1_000,
  poll: { minMs: 1_000, maxMs: 2_000, factor: 0.2, jitter: 0.2 },
} as const;

export function startRoom(
  choices: Partial<ServerSettings["config"]> = {},
  mode: ServerSettings["mode"] = "QUEUE",
): Promise<Running> {
  return startServer({ port: 0, memory: false, mode, config: { ...quick, ...choices } });
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** A tab of a person's own browser, and what it complained about. */
export interface Tab {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export async function openTab(browser: Browser, options: BrowserContextOptions = {}): Promise<Tab> {
  const context = await browser.newContext({ locale: "en-GB", ...options });
  return listenTo(await context.newPage());
}

/** Collects what a page throws and what its policy forbids. */
export function listenTo(page: Page): Tab {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text());
  });
  return { page, complaints };
}

/** Puts so many strangers into the line. */
async function strangersJoin({ platform, origin }: Running, count: number): Promise<void> {
  for (let stranger = 0; stranger < count; stranger += 1) {
    const response = await platform.call({
      method: "POST",
      path: `/vwr/v1/events/${event}/join`,
      headers: { origin },
      cookies: [],
      body: JSON.stringify({ rid: `stranger-${String(stranger).padStart(20, "0")}` }),
      sourceIp: "127.0.0.1",
      isOperator: false,
    });
    if (response.status !== 201) throw new Error(`a stranger could not join: ${response.body}`);
  }
}

/** Gives an order as the operator's page does. */
export async function order({ platform }: Running, path: string, body?: object): Promise<void> {
  const response = await platform.call({
    method: "POST",
    path: `/vwr/internal/events/${event}/${path}`,
    headers: {},
    cookies: [],
    body: body === undefined ? undefined : JSON.stringify(body),
    sourceIp: "127.0.0.1",
    isOperator: true,
  });
  if (response.status !== 200) throw new Error(`${path} was refused: ${response.body}`);
}

/**
 * A room in which the line has come to a standstill, with twenty-five strangers: whoever comes then waits. A line that has
 * just begun is up to a second ahead of the people, so it is waited for before anybody joins.
 */
export async function startStandingRoom(choices: Parameters<typeof startRoom>[0] = {}): Promise<Running> {
  const running = await startRoom(choices);
  await order(running, "pause");
  await told(running, ({ mode, line }) => mode === "PAUSED" && line.slope === 0);
  await strangersJoin(running, 25);
  return running;
}

/** Waits until everybody is told something of the line. */
export async function told({ origin }: Running, what: (status: StatusDocument) => boolean): Promise<void> {
  await vi.waitFor(
    async () => {
      const response = await fetch(`${origin}/vwr/v1/events/${event}/status`);
      const status = (await response.json()) as StatusDocument;
      if (!what(status)) throw new Error(`the status still says ${JSON.stringify(status)}`);
    },
    { timeout: 40_000, interval: 100 },
  );
}

/** Waits until the page shows this screen. */
export async function shows(page: Page, kind: string): Promise<void> {
  await page.locator(`body[data-kind="${kind}"]`).waitFor({ timeout: 15_000 });
}

/** What axe finds that keeps people out or in the way, but for these of its rules. */
export async function seriousProblems(
  page: Page,
  except: readonly string[] = [],
): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page }).disableRules([...except]).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}
