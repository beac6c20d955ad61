import { describe, expect, it } from "vitest";
import { anApi, codeOf } from "../../test/support/waiting-room/api";
import { beginning } from "../../test/support/waiting-room/an-event";

const hour = 3_600_000;
const settings = { rate: 1, capacity: 10, closeAt: beginning + hour };

/** Somebody who has joined a sale that is to end in an hour. */
async function joined() {
  const api = anApi();
  await api.create(settings);
  await api.order("POST", "/open");
  const visitor = api.browser();
  const { ticket } = await visitor.join();
  return { api, visitor, ticket };
}

describe("an end that is put off", () => {
  it("costs nobody the place: who joined before still waits past the old end, and is let in", async () => {
    const { api, visitor, ticket } = await joined();
    const later = { ...settings, closeAt: beginning + 3 * hour };
    expect((await api.order("PUT", "/config", later, { "if-match": '"2"' })).status).toBe(200);
    api.pass(hour + 60_000);

    expect((await visitor.admit(ticket)).status).toBe(202);
    await api.run(6_000);
    expect((await visitor.admit(ticket)).status).toBe(200);
  });

  it("can be put off by a day after everybody has joined", async () => {
    const { api, visitor, ticket } = await joined();
    const later = { ...settings, closeAt: beginning + 25 * hour };
    await api.order("PUT", "/config", later, { "if-match": '"2"' });
    api.pass(25 * hour - 60_000);
    await api.run(6_000);

    expect((await visitor.admit(ticket)).status).toBe(200);
  });
});

describe("an end that is not put off", () => {
  it("is the end, though tickets hold for longer", async () => {
    const { api, visitor, ticket } = await joined();
    await api.run(6_000);
    api.pass(hour);

    expect(codeOf(await visitor.admit(ticket))).toBe("ENDED");
    expect(codeOf(await visitor.post("rejoin", { rid2: "n".repeat(22) }, visitor.ticketed(ticket)))).toBe(
      "ENDED",
    );
    expect(codeOf(await visitor.post("join", { rid: "n".repeat(22) }))).toBe("ENDED");
  });
});
