import { describe, expect, it } from "vitest";
import { parseStackFile, readStackFile } from "./stack-files";

const file = (body: string) =>
  `config:\n  aws:region: ap-northeast-2\n  urr:environment:\n    domain: urr.example.com\n${body}`;

describe("a stack file", () => {
  it("may hold the keys that Pulumi's secrets provider writes", () => {
    const { problems } = parseStackFile(
      file("secretsprovider: awskms://alias/urr\nencryptedkey: AAAA\n"),
      "test",
    );
    expect(problems).toBeUndefined();
  });

  it("holds nothing else beside its configuration, and says so together with what else is wrong", () => {
    const { problems } = parseStackFile(file("  urr:network:\n    nat: many\nconfigg: {}\n"), "test");
    expect(problems?.map(({ path }) => path)).toEqual(["configg", "urr:network.nat"]);
  });

  it("that is no YAML is refused with line and column, in one line", () => {
    const { problems } = parseStackFile("config:\n  urr:network: [a, b\n  c: d\n", "test");
    expect(problems?.[0]?.path).toMatch(/^line \d+, column \d+$/);
    expect(problems?.map(({ message }) => message).join()).not.toContain("\n");
  });

  it("with one key twice is refused", () => {
    expect(parseStackFile(file("  aws:region: us-west-2\n"), "test").problems?.[0]?.message).toMatch(
      /is not YAML.*unique/,
    );
  });

  it("without configuration is refused", () => {
    for (const text of ["", "config:", "- a", "config: 3"]) {
      expect(parseStackFile(text, "test").problems, text).toMatchObject([{ path: "config" }]);
    }
  });

  it("that is not there is refused in words", () => {
    expect(readStackFile("/nowhere", "test").problems).toMatchObject([
      { message: "cannot be read (ENOENT)" },
    ]);
  });
});
