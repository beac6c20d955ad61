import type { TextFile } from "./citations";
import { findTestCitations, findTextCitations } from "./citations";
import { catalogueOf } from "./ids";
import type { Owner } from "./owners";
import { assignOwners } from "./ownership";
import type { Requirement } from "./requirements";
import { mergeRepeats, parseRequirements } from "./requirements";

export const states = ["covered", "decided", "planned"] as const;

/** Covered: a test title cites the row. Decided: only the decisions do. Planned: neither. */
export type State = (typeof states)[number];

export interface CoverageRow extends Requirement {
  readonly owner: Owner;
  readonly state: State;
  /** Files that cite the row, tests first. */
  readonly citedIn: readonly string[];
}

export interface Coverage {
  readonly rows: readonly CoverageRow[];
  /** Unknown ids, broken ranges, rows without exactly one owner: the figures are wrong until these are gone. */
  readonly problems: readonly string[];
}

/** The files that coverage is computed from. */
export interface Sources {
  readonly requirements: readonly TextFile[];
  readonly tests: readonly TextFile[];
  readonly decisions: readonly TextFile[];
}

export function assessCoverage(sources: Sources): Coverage {
  const requirements = mergeRepeats(
    sources.requirements.flatMap(({ path, text }) => parseRequirements(text, path)),
  );
  const ids = requirements.map(({ id }) => id);
  const catalogue = catalogueOf(ids);

  const ownership = assignOwners(ids);
  const tests = findTestCitations(sources.tests, catalogue);
  const decisions = findTextCitations(sources.decisions, catalogue);

  const rows = requirements.flatMap((requirement): CoverageRow[] => {
    const owner = ownership.ownerOf.get(requirement.id);
    if (owner === undefined) return [];

    const inTests = tests.filesById.get(requirement.id) ?? [];
    const inDecisions = decisions.filesById.get(requirement.id) ?? [];
    const state = inTests.length > 0 ? "covered" : inDecisions.length > 0 ? "decided" : "planned";
    return [{ ...requirement, owner, state, citedIn: [...inTests, ...inDecisions] }];
  });

  return { rows, problems: [...ownership.problems, ...tests.problems, ...decisions.problems] };
}
