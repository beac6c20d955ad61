import { admissionCookie } from "../../../functions/waiting-room/tokens/cookie-names";
import { navigation, type Visit } from "./cloudfront-event";
import { admission, cookiesWith } from "./gate-situation";

const texts = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index));

const pairs = (count: number, pair: (index: number) => readonly [string, string]) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => pair(index)));

/**
 * Requests made to take the gate as long as they can. CloudFront takes an address of 8 KB and headers of 20 KB, and
 * lets a function run for about a millisecond.
 */
export const hostileRequests: Readonly<Record<string, Visit>> = {
  "a path of 8 KB": { uri: `/booking/${"a".repeat(8_000)}` },
  "a path of 4,000 segments": { uri: `/booking${"/a".repeat(4_000)}` },
  "a path of 500 segments": { uri: `/booking${"/a".repeat(500)}` },
  "a path of slashes": { uri: `/api${"/".repeat(1_000)}hold` },
  "a path of 8 KB of escapes": { uri: `/booking/${"%41".repeat(2_700)}` },
  "a path of 1 KB of escapes": { uri: `/booking/${"%41".repeat(338)}` },
  "a path of escaped syllables": { uri: `/booking/${"%ED%95%9C".repeat(112)}` },
  "a path of escaped spaces": { uri: `/booking/${"%20".repeat(337)}a` },
  "a path of escaped slashes": { uri: `/booking${"%2f".repeat(2_700)}` },
  "a path of parameters": { uri: `/booking${";a/".repeat(2_700)}` },
  "a path of 8,000 semicolons": { uri: `/booking${";".repeat(8_000)}` },
  "a path of 1,000 semicolons": { uri: `/booking${";".repeat(1_000)}` },
  "a path of spaced syllables": { uri: `/booking/${"%ED%95%9C%20".repeat(84)}a` },
  "the path of an event that does not exist": { uri: "/events/concert-z/seats" },
  "a path of escapes cut short": { uri: `/booking/${"%ED%95".repeat(165)}` },
  "1,500 names in the query": { query: pairs(1_500, (index) => [`q${String(index)}`, "a"]) },
  "3,500 values of a name": { query: { a: texts(3_500, () => "") } },
  "100 names in the query": { query: pairs(100, (index) => [`q${String(index)}`, "a"]) },
  "100 long values in the query": { query: pairs(100, (index) => [`q${String(index)}`, "%ED".repeat(25)]) },
  "a query of 8 KB": { query: { q: "%".repeat(8_000) } },
  "a query and a path to encode": { uri: `/booking/${"%41".repeat(330)}`, query: { q: "%".repeat(400) } },
  "400 headers of the gate's": {
    headers: { ...navigation, ...pairs(400, (index) => [`x-vwr-${String(index)}`, "a"]) },
  },
  "400 headers of the gate's, and an admission": {
    cookies: cookiesWith(admission),
    headers: { ...navigation, ...pairs(400, (index) => [`x-vwr-${String(index)}`, "a"]) },
  },
  "400 other headers": {
    headers: { ...navigation, ...pairs(400, (index) => [`x-other-${String(index)}`, "a"]) },
  },
  "500 admissions": {
    cookies: { ...cookiesWith(admission), [admissionCookie("concert-a")]: texts(500, () => admission) },
  },
  "an admission of 10 KB": { cookies: cookiesWith(`a1.k1.${"a".repeat(10_240)}`) },
  "an admission of 10,000 parts": { cookies: cookiesWith(".".repeat(10_000)) },
};
