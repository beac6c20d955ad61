import type { Contradiction } from "../../contradiction";
import type { DataTierSettings } from "../../data-tier/settings";
import { meantBy } from "../../misspelt";
import { catalogues } from "../catalogue/catalogues";
import { chosenWorkloads } from "../catalogue/chosen";
import type { Catalogue } from "../catalogue/service";
import type { WorkloadsSettings } from "../settings";

interface Compared {
  readonly "urr:workloads": WorkloadsSettings;
  readonly "urr:dataTier": {
    readonly postgres: Pick<DataTierSettings["postgres"], "databases" | "iamUsers">;
  };
}

interface Login {
  readonly service: string;
  readonly user: string;
}

type Databases = Readonly<Record<string, readonly string[]>>;
type Needed = ReadonlyMap<string, readonly Login[]>;

const postgres = ["urr:dataTier", "postgres"];

/** Every service logs in as itself, so that the data tier must know it. */
export function loginProblems(settings: Compared): readonly Contradiction[] {
  const workloads = settings["urr:workloads"];
  const { databases, iamUsers } = settings["urr:dataTier"].postgres;
  const needed = neededLogins(workloads);
  const lacking: Needed = new Map(
    [...needed]
      .map(([name, logins]) => [name, logins.filter(({ user }) => !databases[name]?.includes(user))] as const)
      .filter(([, logins]) => logins.length > 0),
  );
  if (lacking.size === 0) return [];
  const example = rightDatabases(databases, needed, workloads.catalogue);
  const left = Object.entries(iamUsers).filter(
    ([, database]) => databases[database] !== undefined && example[database] === undefined,
  );
  return [
    ...[...lacking].map(([name, logins]) => ({
      path: [...postgres, "databases"],
      message: databases[name] === undefined ? isNone(name, logins) : hasNoUser(name, logins),
      example,
    })),
    ...left.map(([user, database]) => ({
      path: [...postgres, "iamUsers", user],
      message: `names ${database}, which no service of this environment uses`,
      example: Object.keys(example)[0],
    })),
  ];
}

function neededLogins(workloads: WorkloadsSettings): Needed {
  const services = chosenWorkloads(catalogues[workloads.catalogue], workloads);
  const logins = services.flatMap(({ database, name, shortName }) =>
    database === undefined ? [] : [{ database, service: name, user: shortName }],
  );
  return new Map(logins.map(({ database }) => [database, logins.filter((one) => one.database === database)]));
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;

function isNone(database: string, logins: readonly Login[]): string {
  const services = listed(logins.map(({ service }) => service));
  return `has no ${database}, which ${services} ${logins.length === 1 ? "needs" : "need"}`;
}

function hasNoUser(database: string, logins: readonly Login[]): string {
  const services = listed(logins.map(({ service }) => service));
  const users = listed(logins.map(({ user }) => user));
  return logins.length === 1
    ? `gives ${database} no user ${users}, as which ${services} logs in: there is no secret for it`
    : `gives ${database} no users ${users}, as which ${services} log in: there are no secrets for them`;
}

/**
 * The databases as they would do for all services at once. Users of nobody's stay, and services that are switched off;
 * those of another catalogue go, and names that were meant to be one of ours.
 */
function rightDatabases(
  databases: Databases,
  needed: Needed,
  catalogue: keyof typeof catalogues,
): Readonly<Record<string, readonly string[]>> {
  const own = shortNamesOf(catalogues[catalogue]);
  const strange = Object.values(catalogues)
    .flatMap(shortNamesOf)
    .filter((name) => !own.includes(name));
  const placed = [...needed.values()].flatMap((logins) => logins.map(({ user }) => user));
  const named = Object.values(databases).flat();
  const open = placed.filter((user) => !named.includes(user));
  const stays = (user: string) =>
    own.includes(user)
      ? !placed.includes(user)
      : !strange.includes(user) && meantBy(user, open) === undefined;
  const names = new Set([...Object.keys(databases), ...needed.keys()]);
  const right = [...names].map((name): readonly [string, readonly string[]] => {
    const users = (needed.get(name) ?? []).map(({ user }) => user);
    const there = databases[name] ?? [];
    const kept = there.filter((user) => users.includes(user) || stays(user));
    return [name, [...kept, ...users.filter((user) => !kept.includes(user))]];
  });
  return Object.fromEntries(right.filter(([, users]) => users.length > 0));
}

const shortNamesOf = (catalogue: Catalogue): readonly string[] =>
  Object.values(catalogue).map(({ shortName }) => shortName);
