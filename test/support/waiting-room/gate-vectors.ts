import { mintAdmission, mintTicket } from "../../../functions/waiting-room/tokens/mint";
import { fetching } from "./cloudfront-event";
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

const cookies = cookiesWith(admission);

/** Requests as browsers, scripts and others send them. */
const requests: readonly GateVector[] = [
  vector("no cookies object", 302, { cookies: undefined }),
  vector("no cookie, by a script", 403, { headers: fetching }),
  vector("no cookie, by an old browser", 302, { headers: { accept: "text/html" } }),
  vector("no cookie, by an old script", 403, {
    headers: { accept: "text/html", "x-requested-with": "XMLHttpRequest" },
  }),
  vector("the admission twice", 302, { cookies: { ...cookies, "__Host-vwr_a": [admission, admission] } }),
  vector("the admission after another", 302, { cookies: { ...cookies, "__Host-vwr_a": ["x", admission] } }),
  vector("the device twice", 302, { cookies: { ...cookies, "__Host-vwr_d": [deviceSecret, "B"] } }),
  vector("the admission in a cookie of another name", 302, {
    cookies: { ...cookies, "__Host-vwr_a": "", vwr_a: admission },
  }),
  vector("the admission in a header", 302, { headers: { accept: "text/html", "x-vwr-a": admission } }),
  vector("names of cookies in lower case", "admitted", {
    cookies: { "__host-vwr_a": admission, "__host-vwr_d": deviceSecret },
  }),
  vector("no device cookie", 302, { cookies: { "__Host-vwr_a": admission } }),
  vector("headers only the gate may send", "admitted", {
    cookies,
    headers: {
      accept: "*/*",
      "x-vwr-sub": "somebody",
      "x-vwr-pos": ["1", "2"],
      "x-vwr-degraded": "1",
      x_vwr_sub: "x",
    },
  }),
  vector("the same on a path that is not protected", "passes", {
    uri: "/about",
    headers: { accept: "*/*", "x-vwr-sub": "somebody", x_vwr_pos: "1" },
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
  vector("a backslash at the start", 302, { uri: "/\\booking" }),
  vector("a long query", 302, { query: { q: "x".repeat(2_000) } }),
  vector("an escaped line break", 400, { uri: "/booking/%0d%0aset-cookie:x" }),
];

/** Spellings of paths: what an origin could take for a protected one is protected. */
const paths: readonly GateVector[] = [
  ...["/about", "/", "/bookings", "/events/concert-a", "/api/v1/show"].map((uri) =>
    vector(`the path ${uri}`, "passes", { uri }),
  ),
  ...[
    "/booking",
    "/booking/",
    "/BOOKING/seats",
    "/%62ooking/seats",
    "/booking;v=1/seats",
    "//booking//seats",
    "/events/concert-a/seats/12",
    "/events/CONCERT-A/seats",
    "/events%2fconcert-a%2fseats",
    "/api/v1/hold",
  ].map((uri) => vector(`the path ${uri}`, 302, { uri })),
  ...[
    "/free/../booking",
    "/free/%2e%2e/booking",
    "/free/..%2fbooking",
    "/./booking",
    "/booking%00.png",
    "/%zz",
    "/events/x/seats",
  ].map((uri) => vector(`the path ${uri}`, 400, { uri })),
  vector("the admission of the event in the path", "admitted", { uri: "/events/concert-a/seats", cookies }),
  vector("the admission of another event than in the path", 302, { uri: "/events/concert-b/seats", cookies }),
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
export const gateVectors: readonly GateVector[] = [...tokens, ...requests, ...paths, ...situations];
