import { describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { byArgoCd } from "../../test/delivery/by-argo-cd";
import { changed, projectRoot } from "../../test/support/stacks";
import { previewStack } from "./preview-stack";
import { weigh } from "./weight";

/** Asks for less memory than it may be given at the most, the other way round. */
const withTooLittle = (settings: Settings): Settings => ({
  ...settings,
  workloads: {
    ...settings.workloads,
    resources: { memory: "2Gi", memoryLimit: "1Gi" },
  },
});

async function previewed(change: (settings: Settings) => Settings) {
  const { preview } = await previewStack(projectRoot, changed("prod", change));
  if (preview === undefined) throw new Error("prod is refused");
  // The nodes' room differs, as Argo CD takes some itself.
  const mandatory = weigh(preview)
    .mandatory.filter(({ policy }) => !policy.startsWith("capacity-"))
    .map(({ message, path, policy }) => ({ message, path, policy }));
  return { mandatory, atRest: preview.capacity?.nodes?.atRest };
}

describe("what Argo CD brings", () => {
  it("is judged as if this program registered it", async () => {
    const { mandatory } = await previewed(withTooLittle);
    expect(mandatory).not.toEqual([]);
    const delivered = await previewed((settings) => byArgoCd()(withTooLittle(settings)));
    expect(delivered.mandatory).toEqual(mandatory);
  });

  it("takes room on the nodes, and so does Argo CD", async () => {
    const mine = await previewed((settings) => settings);
    const delivered = await previewed(byArgoCd());
    expect(delivered.atRest?.pods).toBeGreaterThan(mine.atRest?.pods ?? Number.NaN);
  });
});
