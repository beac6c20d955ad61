import { describe, expect, it } from "vitest";
import { captured } from "../../test/support/resource";
import { changesBetween } from "./changes";

describe("changes that make a resource anew because the program says so", () => {
  const topic = (tags: object, replaceOnChanges: readonly string[]) =>
    captured("aws:sns/topic:Topic", "topic", { tags }, { replaceOnChanges });

  it.each([
    [["tags"], "replace"],
    [["*"], "replace"],
    [["tags.team"], "update"],
    [[], "update"],
  ])("are those at or below the paths it names: %j", (named, action) => {
    expect(changesBetween([topic({ Name: "a" }, [])], [topic({ Name: "b" }, named)])).toMatchObject([
      { action },
    ]);
  });
});
