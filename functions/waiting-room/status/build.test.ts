import { describe, expect, it } from "vitest";
import { aConfig, aControl, anEvent, aRecord, beginning } from "../../../test/support/waiting-room/an-event";
import type { EventConfig, Mode } from "../event/config";
import { commitment } from "../positions/permutation";
import type { Control, Sequence } from "../store/records";
import type { View } from "../view";
import { acceptDocument } from "./accept";
import { buildStatus, lineOf, statusTag } from "./build";

interface Choices {
  readonly mode?: Mode;
  readonly config?: Partial<EventConfig>;
  readonly control?: Control;
  readonly sequence?: Partial<Sequence>;
}

function aView({ mode = "QUEUE", config = {}, control, sequence = {} }: Choices = {}): View {
  const record = { ...aRecord(aConfig(config), mode), version: 3 };
  return {
    event: anEvent,
    record,
    control,
    sequence: { last: 40, firstLease: 1, ...sequence },
    readAt: beginning,
  };
}

const moving = aControl({ S0: 10, segment: { S0: 10, t0: beginning, slope: 2, cap: 30 } });

describe("the status document", () => {
  it("is one that pages accept", () => {
    const document = buildStatus(aView({ control: moving }), beginning);

    expect(acceptDocument(undefined, JSON.parse(JSON.stringify(document)))).toEqual(document);
  });

  it("says nothing of an event that is not announced", () => {
    expect(buildStatus(aView({ mode: "DRAFT" }), beginning)).toBeUndefined();
  });

  it("says that the sale is over from its end on, to the millisecond, whether or not anybody ticks", () => {
    const { closeAt } = aConfig();
    const view = aView({ control: moving });

    expect(buildStatus(view, closeAt - 1)?.mode).toBe("QUEUE");
    expect(buildStatus(view, closeAt)?.mode).toBe("ENDED");
  });

  it("has a line that stands before the first tick", () => {
    expect(lineOf(aView({ mode: "PRE" }), beginning)).toMatchObject({ S0: 0, slope: 0, cap: 0 });
  });

  it("has the marks of its own moment, not of the last tick", () => {
    const control = { ...moving, history: [{ at: beginning, position: 10 }] };
    const view = aView({ control, config: { promptMs: 20_000, graceMs: 60_000 } });

    expect(buildStatus(view, beginning + 19_999)).toMatchObject({ late: 0, lapsed: 0 });
    expect(buildStatus(view, beginning + 20_000)).toMatchObject({ late: 10, lapsed: 0 });
    expect(buildStatus(view, beginning + 60_000)).toMatchObject({ late: 10, lapsed: 10 });
  });

  it("promises the seed before the draw, and tells it after", () => {
    const { seed } = aRecord(aConfig());
    const commit = commitment(seed);
    const early = buildStatus(aView({ mode: "PRE" }), beginning);
    const drawn = buildStatus(aView({ sequence: { sealedAt: 25 } }), beginning);

    expect(early?.perm).toEqual({ commit });
    expect(JSON.stringify(early)).not.toContain(seed);
    expect(drawn?.perm).toEqual({ commit, n: 25, seed });
  });

  it("says when nobody counts any more and the line goes on all the same", () => {
    const config = { failMode: "open", openRate: 4 } as const;
    const view = aView({ control: moving, config });
    const { until } = moving;

    expect(buildStatus(view, until)).not.toHaveProperty("degraded");
    expect(buildStatus(view, until + 1)).toMatchObject({
      degraded: true,
      line: { S0: 30, t0: until, slope: 4, until },
    });
    expect(buildStatus(aView({ control: moving }), until + 1)).not.toHaveProperty("degraded");
  });

  it("carries what the operator says and when the sale opens", () => {
    const message = { ko: "안녕하세요", en: "Hello" };

    expect(buildStatus(aView({ config: { message, openAt: beginning + 5 } }), beginning)).toMatchObject({
      msg: message,
      openAt: beginning + 5,
    });
    expect(Object.keys(buildStatus(aView(), beginning) ?? {})).not.toContain("msg");
  });
});

describe("the tag of a status document", () => {
  const tag = (choices: Choices, now = beginning) => statusTag(aView({ control: moving, ...choices }), now);

  it("is another for another second, tick or number of people", () => {
    const others = [
      tag({}, beginning + 1_000),
      tag({ control: { ...moving, version: 2 } }),
      tag({ sequence: { last: 41 } }),
    ];

    expect(new Set([tag({}), ...others]).size).toBe(4);
    expect(tag({}, beginning + 999)).toBe(tag({}));
  });

  it("is a quoted text of plain signs", () => {
    expect(tag({})).toMatch(/^"[0-9-]+"$/);
  });
});
