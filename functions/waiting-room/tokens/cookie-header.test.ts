import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCookieHeader } from "./cookie-header";
import { admissionCookie, deviceCookie } from "./cookie-names";

describe("a Cookie header", () => {
  test("is read pair by pair, in order, without the blanks around names and values", () => {
    expect(readCookieHeader("a=1; b = 2 ;\tc=3=3;a=;d=\t;  e=4")).toEqual([
      { name: "a", value: "1" },
      { name: "b", value: "2" },
      { name: "c", value: "3=3" },
      { name: "a", value: "" },
      { name: "d", value: "" },
      { name: "e", value: "4" },
    ]);
  });

  test("holds nothing if it has no pair", () => {
    for (const none of ["", ";", "=x", " = x", "name", "a b=1", "; ;"])
      expect(readCookieHeader(none)).toEqual([]);
  });

  test("keeps the case of names", () => {
    expect(readCookieHeader("__HOST-vwr_d=x")).toEqual([{ name: "__HOST-vwr_d", value: "x" }]);
  });

  test("has no cookie of ours behind a space that a browser does not take for one", () => {
    const spaces = Array.from(
      "\v\f\r\n\u0085\u00a0\u1680\u2000\u2001\u2009\u200a\u200b\u2028\u2029\u202f\u205f\u3000\ufeff",
    );
    for (const space of spaces) {
      for (const name of [`${space}${deviceCookie}`, `${deviceCookie}${space}`, ` ${space} ${deviceCookie}`])
        expect(readCookieHeader(`a=1; ${name}=tossed`)).toEqual([{ name: "a", value: "1" }]);
      expect(readCookieHeader(`a=${space}1`)).toEqual([{ name: "a", value: `${space}1` }]);
    }
  });

  test("gives back whatever was put in", () => {
    const name = fc.stringMatching(/^[!-:<>-~]{1,20}$/);
    const cookie = fc.record({ name, value: fc.stringMatching(/^(?:[!-:<-~]{1,20})?$/) });
    fc.assert(
      fc.property(fc.array(cookie), (cookies) => {
        const header = cookies.map((one) => `${one.name}=${one.value}`).join("; ");
        expect(readCookieHeader(header)).toEqual(cookies);
      }),
    );
  });
});

test("an admission's cookie has a name of its own for each event, which a browser binds to the host", () => {
  expect(admissionCookie("concert-a")).toBe("__Host-vwr_a_concert-a");
  expect(admissionCookie("concert-b")).not.toBe(admissionCookie("concert-a"));
  expect(deviceCookie).toBe("__Host-vwr_d");
});
