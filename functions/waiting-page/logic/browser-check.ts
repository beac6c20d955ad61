import { codeOf, type Answer } from "./answers";

/**
 * What the firewall in front of the API wants to know of a browser. It can ask that only of a browser that goes to a
 * page, so the page goes to itself: a challenge is answered without the person, a captcha by the person.
 */
export type Check = "challenge" | "captcha";

/** At most one navigation for a check in this time, so that a browser that cannot pass it is not sent in circles. */
export const checkEveryMs = 60_000;

/**
 * The check that stands between an answer to a join and a place. The captcha of AWS WAF is a 405, its challenge a 202
 * without a body; which of its answers it is says a header that scripts may not read.
 * https://docs.aws.amazon.com/waf/latest/developerguide/waf-captcha-and-challenge-how-it-works.html
 */
export function checkOf({ status, body }: Answer): Check | undefined {
  if (status === 405) return "captcha";
  return status === 202 || codeOf(body) === "BROWSER_CHECK" ? "challenge" : undefined;
}

/**
 * Whether this tab may go for a check again.
 *
 * @param last when it last went, as it was stored; `null` if it has not.
 */
export function isCheckDue(last: string | null, now: number): boolean {
  // A clock that was set back must not keep anybody out, nor a text that is no number; `null` is the number 0.
  return !(Math.abs(now - Number(last)) < checkEveryMs);
}

/** An address with this parameter changed, or without it, and with everything else as it was. */
export function addressWith(href: string, name: "captcha" | "lang", value?: string): string {
  const url = new URL(href);
  const { searchParams } = url;
  if (value === undefined) searchParams.delete(name);
  else searchParams.set(name, value);
  return url.href;
}
