import { expect, test } from "vitest";
import { isEventId } from "./event-id";

test("an event is called by 3 to 40 small letters, digits and hyphens, and not like the operators' part of the API", () => {
  expect(["abc", "2026-final", "a".repeat(40), "internal-sale", "internals"].every(isEventId)).toBe(true);
  expect(["", "ab", "-ab", "Abc", "a_b", "a".repeat(41), "abc\n", "internal"].some(isEventId)).toBe(false);
});
