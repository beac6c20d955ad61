import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { versionsAreStale } from "../../policies/eks-versions";
import { isProtected } from "../../policies/judge";
import { byUrn } from "../../policies/order";
import { inventoryFileOf, inventoryOf } from "../inventory/inventory";
import { redact, withIds } from "../offline/wire-values";
import type { Resource } from "../offline/resource";
import type { Stack } from "../project/stack";
import { broughtByArgoCd } from "../workloads/brought-by-argo-cd";
import { capacityFindings } from "../workloads/capacity/capacity-findings";
import { objectFindings } from "../workloads/object-findings";
import { capacityOf } from "./capacity";
import { estimate } from "./cost/estimate";
import { stalePrices } from "./cost/price-book";
import type { FileProblem, PreviewResource, StackPreview } from "./document";
import { evaluateStack } from "./evaluate-stack";
import { bySubject, findingsOf } from "./findings";
import { asJudged } from "./judged";
import type { Surroundings } from "./notices";

export type StackResult =
  | { readonly preview: StackPreview; readonly problems?: never }
  | { readonly preview?: never; readonly problems: readonly FileProblem[] };

/** Evaluates one stack and judges what it registers. */
export async function previewStack(directory: string, stack: Stack): Promise<StackResult> {
  const started = performance.now();
  const { name, file } = stack;
  const { resources, outputs, problems, refused } = await evaluateStack(stack, "update");
  if (refused.length > 0) return { problems: refused.map((problem) => ({ file, ...problem })) };
  if (problems.length > 0) {
    return {
      problems: problems.map((message) => ({
        file,
        path: "",
        message: `makes the program fail: ${message}`,
        example: "a program that registers every resource",
      })),
    };
  }
  const registered = asJudged(resources);
  const brought = broughtByArgoCd(registered, stack.delivered);
  const inEnvironment = [...registered, ...brought];
  const capacity = capacityOf(inEnvironment);
  return {
    preview: {
      stack: name,
      file,
      outputs,
      resources: resources.map(shown).toSorted(byUrn),
      changes: null,
      findings: [
        ...findingsOf(stack, inEnvironment, surroundingsOf(directory, name, resources)),
        ...objectFindings([
          ...resources,
          ...brought.map(({ props, type, urn }) => ({ inputs: props, type, urn })),
        ]),
        ...capacityFindings(capacity?.nodes ?? null, isProtected(resources)),
      ].toSorted(bySubject),
      cost: estimate(resources, stack.usage, stack.region),
      capacity,
      seconds: Math.round(performance.now() - started) / 1000,
    },
  };
}

function surroundingsOf(directory: string, stack: string, resources: readonly Resource[]): Surroundings {
  const inventoryFile = inventoryFileOf(stack);
  const file = join(directory, inventoryFile);
  const committed = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  const inventory =
    committed === undefined ? "missing" : committed === inventoryOf(resources) ? "current" : "stale";
  const today = new Date();
  return {
    inventoryFile,
    inventory,
    stalePrices: stalePrices(today),
    staleVersions: versionsAreStale(today),
  };
}

function shown({
  secretPaths,
  secretOutputs,
  deletedWith,
  retainOnDelete,
  ...resource
}: Resource): PreviewResource {
  const redacted = (values: Resource["inputs"], secrets: readonly string[]) =>
    withIds(redact(values, secrets)) as Resource["inputs"];
  return {
    ...resource,
    inputs: redacted(resource.inputs, secretPaths),
    outputs: redacted(resource.outputs, [...secretPaths, ...secretOutputs]),
  };
}
