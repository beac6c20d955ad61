import { describe, expect, test, vi } from "vitest";
import { requireTool } from "./require-tool";

describe("a program of the system that a suite needs", () => {
  test("is found in the search path", () => {
    expect(requireTool("sh", "dash", { PATH: process.env["PATH"] })).toMatch(/\/sh$/);
  });

  test("is named with its Debian package if it is missing, and the suite is skipped", () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    expect(requireTool("no-such-program", "some-package", { PATH: "/usr/bin" })).toBeUndefined();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining("install the Debian package some-package"));
    warn.mockRestore();
  });

  test.each([{ CI: "1" }, { CI: "true" }, { URR_ALL_SUITES: "1" }])(
    "must be there where all suites run: %j",
    (environment) => {
      expect(() => requireTool("no-such-program", "some-package", environment)).toThrow("some-package");
    },
  );
});
