import { mintAdmission, mintTicket } from "../../../functions/waiting-room/tokens/mint";
import { admissionCookie, deviceCookie } from "../../../functions/waiting-room/tokens/cookie-names";
import { fetching } from "./cloudfront-event";
import { pathVectors } from "./gate-paths";
import {
  admission,
  claims,
  cookiesWith,
  deviceSecret,
  entriesOf,
  ring,
  seconds,
  showing,
  signed,
  signedWithNoKey,
  tag,
  vector,
  type GateVector,
} from "./gate-situation";
import { present, syntheticRing, ticketClaims } from "./key-ring";

const withClaim = (json: string) => signed(JSON.stringify(claims()).replace(/"x":\d+/, `"x":${json}`));

const without = (...keys: readonly string[]) =>
  Object.fromEntries(Object.entries(entriesOf()).filter(([key]) => !keys.includes(key)));

/** Tokens as somebody may send them. */
const tokens: readonly GateVector[] = [
  showing("the admission", "admitted", admission),
  showing(
    "signed with another key of the ring",
    "admitted",
    mintAdmission(claims(), syntheticRing({ current: "k2" })),
  ),
  showing("with a claim of a later version", "admitted", signed(JSON.stringify({ ...claims(), z: 1 }))),
  showing("a ticket", 302, mintTicket(ticketClaims({ d: tag }), ring)),
  showing(
    "a ticket that says it is an admission",
    302,
    mintTicket(ticketClaims({ d: tag }), ring).replace("q1", "a1"),
  ),
  showing("another event's", 302, mintAdmission(claims({ e: "concert-b" }), ring)),
  showing("signed for another event than it says", 302, signed(JSON.stringify(claims({ e: "concert-b" })))),
  showing("another key id", 302, admission.replace(".k1.", ".k2.")),
  showing("a key id nobody knows, signed with the key that stands in for it", 302, signedWithNoKey()),
  showing("a key id nobody knows", 302, admission.replace(".k1.", ".k9.")),
  showing(
    "the name of a property of every object as key id",
    302,
    admission.replace(".k1.", ".constructor."),
  ),
  showing("empty", 302, ""),
  showing("10 KB", 302, "a".repeat(10_240)),
  showing("three parts", 302, "a1.k1.e30"),
  showing("five parts", 302, `${admission}.e30`),
  showing("padding", 302, `${admission}=`),
  showing("standard base64", 302, admission.replace(/\.([\w-]+)\.([\w-]+)$/, ".+$1.$2")),
  showing("a signature in other letters", 302, `${admission.slice(0, -3)}\u00e9\u0130\u4e2d`),
  ...["no JSON", "[]", "null", '"text"', "{}", "\u0000", '{"__proto__":{}}'].map((payload) =>
    showing(`signed, but ${payload}`, 302, signed(payload)),
  ),
  ...["NaN", "Infinity", "-1", "1e308", "0.5", '"9"', "null", "[9]", "true"].map((x) =>
    showing(`ends at ${x}`, 302, withClaim(x)),
  ),
  ...Object.keys(claims()).map((claim) =>
    showing(`without ${claim}`, 302, signed(JSON.stringify({ ...claims(), [claim]: undefined }))),
  ),
  showing("ends now", 302, mintAdmission(claims({ x: seconds }), ring)),
  showing("ends in a second", "admitted", mintAdmission(claims({ x: seconds + 1 }), ring)),
  showing("signed in five seconds", "admitted", mintAdmission(claims({ i: seconds + 5 }), ring)),
  showing("signed in six seconds", 302, mintAdmission(claims({ i: seconds + 6 }), ring)),
  showing("another device's", 302, mintAdmission(claims({ d: "d".repeat(11) }), ring)),
];

const cookies: Readonly<Record<string, string>> = cookiesWith(admission);
const ofEvent = admissionCookie("concert-a");
const many = (count: number) => Array.from({ length: count }, (_, index) => `q${String(index)}`);

/** Requests as browsers, scripts and others send them. */
const requests: readonly GateVector[] = [
  vector("no cookies object", 302, { cookies: undefined }),
  vector("no cookie, by a script", 403, { headers: fetching }),
  vector("no cookie, by an old browser", 302, { headers: { accept: "text/html" } }),
  vector("no cookie, by an old script", 403, {
    headers: { accept: "text/html", "x-requested-with": "XMLHttpRequest" },
  }),
  vector("the admission twice", 302, { cookies: { ...cookies, [ofEvent]: [admission, admission] } }),
  vector("the admission after another", 302, { cookies: { ...cookies, [ofEvent]: ["x", admission] } }),
  vector("the device twice", 302, { cookies: { ...cookies, [deviceCookie]: [deviceSecret, "B"] } }),
  vector("the admission in a cookie of another name", 302, {
    cookies: { ...cookies, [ofEvent]: "", vwr_a: admission },
  }),
  vector("the admission in the cookie of another event", 302, {
    cookies: cookiesWith(admission, "concert-b"),
  }),
  vector("the admissions of two events", "admitted", {
    cookies: { ...cookiesWith("x", "concert-b"), ...cookies },
  }),
  vector("the same on the other event's path", 302, {
    uri: "/events/concert-b/seats",
    cookies: { ...cookiesWith("x", "concert-b"), ...cookies },
  }),
  vector("the admission in a header", 302, { headers: { accept: "text/html", "x-vwr-a": admission } }),
  ...[deviceCookie, ofEvent].flatMap((name) => {
    const { [name]: value = "", ...others } = cookies;
    return [name.toLowerCase(), name.toUpperCase(), `\u2000${name}`, `${name}\u00a0`].map((like) =>
      vector(`a cookie ${JSON.stringify(like)}`, 302, { cookies: { ...others, [like]: value } }),
    );
  }),
  vector("no device cookie", 302, { cookies: { [ofEvent]: admission } }),
  vector("headers only the gate may send", "admitted", {
    cookies,
    headers: {
      accept: "*/*",
      "x-vwr-sub": "somebody",
      "x-vwr-pos": ["1", "2"],
      "x-vwr-degraded": "1",
      "x-vwr-event": ["concert-b", "concert-c"],
      x_vwr_sub: "x",
    },
  }),
  vector("the same on a path that is not protected", "passes", {
    uri: "/about",
    headers: { accept: "*/*", "x-vwr-sub": "somebody", x_vwr_pos: "1", "x-vwr-event": "concert-b" },
  }),
  vector("a forwarded address", "admitted", {
    cookies,
    headers: { "x-forwarded-for": "203.0.113.9, 192.0.2.1" },
  }),
  vector("headers with several values", "admitted", { cookies, headers: { accept: ["text/html", "*/*"] } }),
  vector("a viewer with an IPv6 address", "admitted", { cookies, ip: "2001:db8:aa:bb::1" }),
  vector("a query", 302, { query: { seat: ["12", "13"], q: "a%20b", flag: "" } }),
  vector("a query of another host", 302, { query: { next: "https://evil.example" } }),
  vector("a form", 302, { method: "POST" }),
  vector("two slashes at the start", 302, { uri: "//booking/evil.example" }),
  vector("a backslash at the start", 400, { uri: "/\\booking" }),
  vector("a long query", 302, { query: { q: "x".repeat(2_000) } }),
  ...[100, 101].flatMap((count) => [
    vector(`a query with one name ${String(count)} times`, 302, { query: { q: many(count) } }),
    vector(`a query of ${String(count)} names and values`, 302, { query: { a: many(count - 1), b: "" } }),
  ]),
  vector("an escaped line break", 400, { uri: "/booking/%0d%0aset-cookie:x" }),
];

const long = { closeAt: present + 7_200_000, failMode: "open" } as const;

/** States of the gate itself. */
const situations: readonly GateVector[] = [
  vector("not enforced yet", "passes", {}, entriesOf({ enforceFrom: present + 1 })),
  vector("enforced from now on", 302, {}, entriesOf({ enforceFrom: present })),
  vector("opened until later", "degraded", {}, entriesOf({ openUntil: present + 1 })),
  vector("opened until now", 302, {}, entriesOf({ openUntil: present })),
  ...(["DRAFT", "OPEN"] as const).map((mode) => vector(`mode ${mode}`, "passes", {}, entriesOf({ mode }))),
  ...(["PRE", "PAUSED", "ENDED"] as const).map((mode) =>
    vector(`mode ${mode}`, 302, {}, entriesOf({ mode })),
  ),
  vector("no routes", 503, { cookies }, without("r:")),
  vector("no entry of the event", 302, { cookies }, without("e:concert-a")),
  vector("no entry of the event, by a script", 403, { cookies, headers: fetching }, without("e:concert-a")),
  vector("no keys", 302, { cookies }, without("k:concert-a")),
  vector(
    "no keys, failing open",
    "degraded",
    { cookies },
    { ...entriesOf({ config: long }), "k:concert-a": "" },
  ),
  vector("failing open, but no admission", 302, {}, entriesOf({ config: long })),
  ...["", "no JSON", "null", "[]", "{}", '{"enforceFrom":"0"}'].map((text) =>
    vector(`the event's entry is ${text}`, 302, { cookies }, { ...entriesOf(), "e:concert-a": text }),
  ),
  ...["no JSON", "null", "{}", '{"keys":1,"kfp":""}', '{"keys":{"k1":1},"kfp":"x"}'].map((text) =>
    vector(`the keys are ${text}`, 302, { cookies }, { ...entriesOf(), "k:concert-a": text }),
  ),
  ...["no JSON", "{}", '"/booking"'].map((text) =>
    vector(`the routes are ${text}`, 503, { cookies }, { ...entriesOf(), "r:": text }),
  ),
];

/** Everything the gate is asked, with what it must answer in every runtime. */
export const gateVectors: readonly GateVector[] = [...tokens, ...requests, ...pathVectors, ...situations];
