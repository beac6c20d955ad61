import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Page } from "playwright-core";
import { systemClock } from "../../functions/waiting-room/clock";
import { event, startServer, type Running } from "./server";

/*
 * Writes the pictures of the waiting page in docs/images: node --import tsx tools/waiting-room/screenshots.ts
 * It needs Debian's package chromium.
 */

const folder = join(__dirname, "..", "..", "docs", "images");
const strangers = 348;
const message = {
  ko: "좌석은 아직 충분합니다. 예매는 한 사람당 두 장까지 가능합니다.",
  en: "There are still plenty of seats. Two tickets for each person.",
};

interface Picture {
  readonly name: string;
  readonly language: "ko" | "en";
  readonly colours: "light" | "dark";
  readonly width: number;
  readonly kind: "waiting" | "lottery";
}

const pictures: readonly Picture[] = [
  { name: "waiting-page", language: "en", colours: "light", width: 900, kind: "waiting" },
  { name: "waiting-page-phone", language: "ko", colours: "dark", width: 390, kind: "waiting" },
  { name: "waiting-page-lottery", language: "ko", colours: "light", width: 900, kind: "lottery" },
];

/** A page that has been waiting for a while: some of the way is behind it. */
async function waited(page: Page): Promise<void> {
  const percents = Array.from(
    { length: 20 },
    (_, index) => `#progress[aria-valuenow="${String(index + 30)}"]`,
  );
  await page.locator(percents.join(", ")).waitFor();
}

async function take(picture: Picture, { origin }: Running): Promise<void> {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  const page = await browser.newPage({
    viewport: { width: picture.width, height: picture.width < 500 ? 800 : 820 },
    colorScheme: picture.colours,
    deviceScaleFactor: 2,
  });
  await page.goto(`${origin}/vwr/${event}/?lang=${picture.language}`);
  await page.locator(`[data-kind=${picture.kind}]`).waitFor();
  if (picture.kind === "waiting") await waited(page);
  else await page.locator("summary").click();
  await page.screenshot({ path: join(folder, `${picture.name}.png`), animations: "disabled" });
  await browser.close();
}

async function joinStrangers({ platform, origin }: Running): Promise<void> {
  for (let stranger = 0; stranger < strangers; stranger += 1) {
    await platform.call({
      method: "POST",
      path: `/vwr/v1/events/${event}/join`,
      headers: { origin },
      cookies: [],
      body: JSON.stringify({ rid: `stranger-${String(stranger).padStart(20, "0")}` }),
      sourceIp: "127.0.0.1",
      isOperator: false,
    });
  }
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const picture of pictures) {
    const lottery = picture.kind === "lottery";
    const running = await startServer({
      port: 0,
      memory: true,
      mode: lottery ? "PRE" : "QUEUE",
      config: {
        rate: 5,
        capacity: 5_000,
        message,
        ...(lottery && { openAt: systemClock.now() + 754_000 }),
        poll: { minMs: 1_000, maxMs: 2_000, factor: 0.2, jitter: 0.2 },
      },
    });
    await joinStrangers(running);
    await take(picture, running);
    await running.stop();
  }
}

if (process.argv.includes("--help")) {
  console.log(
    "Takes the pictures of docs/images/ anew, in Chromium. Takes a minute.\n\n  npm run screenshots",
  );
} else {
  void main();
}
