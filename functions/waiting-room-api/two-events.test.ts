import { describe, expect, it } from "vitest";
import { anApi, codeOf, sale } from "../../test/support/waiting-room/api";
import { beginning } from "../../test/support/waiting-room/an-event";
import { admissionCookie, deviceCookie } from "../waiting-room/tokens/cookie-names";

const other = "autumn-tour";

/** Two sales at once; the other one is over in an hour. */
async function twoSales() {
  const api = anApi();
  await api.create();
  await api.create({ closeAt: beginning + 3_600_000 }, other);
  for (const event of [sale, other]) await api.order("POST", "/open", undefined, {}, event);
  return api;
}

/** One person who is inside at both. */
async function insideBoth() {
  const api = await twoSales();
  const here = api.browser();
  const there = here.at(other);
  const places = [await here.join(), await there.join()] as const;
  await api.run(6_000);
  await api.run(6_000, 2_000, other);
  await here.admit(places[0].ticket);
  await there.admit(places[1].ticket);
  return { api, here, there };
}

describe("a person at two events", () => {
  it("keeps the device, and so the place at one, beyond the end of the other joined last", async () => {
    const api = await twoSales();
    const here = api.browser();
    const first = await here.post("join", { rid: "r".repeat(22) });
    const last = await here.at(other).post("join", { rid: "r".repeat(22) });

    expect(last.cookies).toEqual(first.cookies);
    expect(last.cookies[0]).toContain(`Max-Age=${String(400 * 86_400)};`);
  });

  it("is inside at both: neither admission takes the other's place, or prolongs it", async () => {
    const { api, here, there } = await insideBoth();
    const admissions = [admissionCookie(sale), admissionCookie(other)];
    expect([...here.cookies.keys()].sort()).toEqual([deviceCookie, ...admissions].sort());

    const before = here.cookies.get(admissionCookie(sale));
    api.pass(60_000);
    expect((await there.post("renew", undefined)).status).toBe(200);
    expect(here.cookies.get(admissionCookie(sale))).toBe(before);
    expect((await here.post("renew", undefined)).status).toBe(200);
    expect(here.cookies.get(admissionCookie(sale))).not.toBe(before);
  });

  it("who leaves one is still inside at the other", async () => {
    const { here, there } = await insideBoth();
    const left = await there.post("leave", undefined);

    expect(left.cookies).toEqual([expect.stringContaining(`${admissionCookie(other)}=; Max-Age=0;`)]);
    expect(codeOf(await there.post("renew", undefined))).toBe("BAD_ADMISSION");
    expect((await here.post("renew", undefined)).status).toBe(200);
  });

  it("cannot use one's admission at the other, whatever its cookie is called", async () => {
    const { here, there } = await insideBoth();
    here.cookies.set(admissionCookie(sale), there.cookies.get(admissionCookie(other)) ?? "");

    expect(codeOf(await here.post("renew", undefined))).toBe("BAD_ADMISSION");
  });
});
