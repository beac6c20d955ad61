import type { Finding } from "../../policies/finding";
import { notice } from "../project/notice";

/** What stands around a stack file. */
export interface Surroundings {
  /** The file of the stack's inventory, relative to the project. */
  readonly inventoryFile: string;
  readonly inventory: "current" | "stale" | "missing";
  readonly stalePrices: readonly string[];
  /** Whether the table of Kubernetes versions was read long ago. */
  readonly staleVersions: boolean;
}

/** What has grown old, or is not there yet, without being wrong. */
export function surroundingNotices({
  inventoryFile,
  inventory,
  stalePrices,
  staleVersions,
}: Surroundings): readonly Finding[] {
  const found: Finding[] = [];
  if (inventory !== "current") {
    const message = `is ${inventory === "stale" ? "not current" : "not there"}; \`npm run inventory\` writes it`;
    found.push(notice(`inventory-${inventory}`, inventoryFile, message));
  }
  if (stalePrices.length > 0) {
    const message = `were read more than 90 days ago: ${stalePrices.join(", ")}`;
    found.push(notice("prices-stale", "tools/preview/cost/prices.json", message));
  }
  if (staleVersions) {
    found.push(notice("versions-stale", "policies/eks-versions.ts", "was read more than 90 days ago"));
  }
  return found;
}
