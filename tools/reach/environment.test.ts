import { describe, expect, it } from "vitest";
import type { Settings } from "../../infra/settings";
import { kubernetesTypes } from "../../policies/kubernetes-types";
import { byArgoCd, chosen, evaluatedWith, withPodWorker } from "../../test/delivery/by-argo-cd";
import { environments } from "../../test/support/stacks";
import { asJudged } from "../preview/judged";
import { deliveredBy } from "../render/delivered";
import { environmentReach } from "./environment";
import { renderReach } from "./render";
import { broughtByArgoCd } from "../workloads/brought-by-argo-cd";

type Change = (settings: Settings) => Settings;

const asItIs: Change = (settings) => settings;
const reachOf = async (stack: string, change: Change) =>
  environmentReach(chosen(stack, change), (await evaluatedWith(stack, change)).resources);

/** The tables alone. */
const tables = async (stack: string, change: Change) =>
  renderReach({ ...(await reachOf(stack, change)), notes: [] });

describe("who may call whom where Argo CD brings the services", () => {
  it.each([
    ...environments.map((stack) => ({ title: stack, stack, others: asItIs })),
    { title: "prod with the ticket worker as pods", stack: "prod", others: withPodWorker },
  ])("is what it is where this program registers them: $title", async ({ others, stack }) => {
    const delivered = await tables(stack, (settings) => byArgoCd()(others(settings)));
    expect(delivered).toBe(await tables(stack, others));
  });

  it("counts an object once that both have", async () => {
    const registered = asJudged((await evaluatedWith("prod", withPodWorker)).resources);
    const { application } = deliveredBy(chosen("prod", withPodWorker));
    expect(broughtByArgoCd(registered, application)).toEqual([]);
    const others = registered.filter(({ type }) => type !== kubernetesTypes.networkPolicy);
    expect(broughtByArgoCd(others, application)).not.toEqual([]);
  });

  it("is told together with who brings them, and only there", async () => {
    const line =
      "Argo CD brings the services: this holds once it has synced what `npm run render -- prod` writes";
    expect(renderReach(await reachOf("prod", byArgoCd()))).toContain(`\n\n${line}`);
    expect((await reachOf("prod", asItIs)).notes).toEqual([]);
  });
});

describe("who may call whom where services have no image", () => {
  const withoutTag: Change = (settings) => {
    const { tag: _, ...images } = settings.workloads.images;
    return { ...settings, workloads: { ...settings.workloads, images } };
  };

  it.each([
    ["this program", withoutTag],
    ["Argo CD", (settings: Settings) => byArgoCd()(withoutTag(settings))],
  ])("names each that is left out, as it is when %s brings the others", async (_, change) => {
    const shown = renderReach(await reachOf("prod", change));
    for (const name of ["auth-service", "frontend", "gateway-service"]) {
      expect(shown).toContain(
        `\n${name} is left out: it has no tag in urr:workloads.images.tag or services.${name}.tag`,
      );
    }
    expect(shown).toContain("database-setup");
  });
});
