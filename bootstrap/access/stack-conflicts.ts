import type { StackAccessSettings, Trusted } from "./settings";

type Stacks = Readonly<Record<string, StackAccessSettings>>;

interface Conflict {
  readonly stack: string;
  /** Below the stack. */
  readonly path: readonly string[];
  readonly message: string;
  readonly example: string;
}

/** What the names of a stack's resources begin with. */
export function namespaces(name: string, prefix: string | undefined): readonly string[] {
  return [...new Set([`urr-${name}`, prefix ?? `urr-${name}`])];
}

/** What keeps the roles of stacks from being kept apart. */
export function conflicts(stacks: Stacks): readonly Conflict[] {
  return [
    ...reservedNames(stacks),
    ...overlaps(stacks),
    ...sharedEnvironments(stacks),
    ...sharedDomains(stacks),
  ];
}

/** Whether names that begin with one may be among those that begin with the other. */
export function collide(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}-`) || other.startsWith(`${one}-`);
}

/** Names that bootstrap's own things begin with. */
const reserved = ["urr-bootstrap", "urr-state", "urr-pulumi"];

function reservedNames(stacks: Stacks): readonly Conflict[] {
  return Object.entries(stacks).flatMap(([stack, { prefix }]) => {
    const taken = namespaces(stack, prefix).find((mine) => reserved.some((one) => collide(mine, one)));
    if (taken === undefined) return [];
    const message = `names its resources ${taken}-…, as bootstrap does what every stack uses: its roles could change that`;
    return [{ stack, path: [], message, example: "qa" }];
  });
}

/** Stacks that would write the same records. */
function sharedDomains(stacks: Stacks): readonly Conflict[] {
  const asked = Object.entries(stacks);
  return asked.flatMap(([stack, { domain }], index) => {
    const first = asked.slice(0, index).find(([, one]) => domain !== undefined && one.domain === domain);
    if (first === undefined) return [];
    const message = `is ${String(domain)}, as of ${first[0]}: either could take the other's place`;
    return [{ stack, path: ["domain"], message, example: `${stack}.${String(domain)}` }];
  });
}

/** Stacks whose names begin like those of another: roles are limited by them. */
function overlaps(stacks: Stacks): readonly Conflict[] {
  return pairs(stacks).flatMap(([name, other]) => {
    const theirs = namespaces(other, stacks[other]?.prefix);
    const clash = namespaces(name, stacks[name]?.prefix).find((mine) =>
      theirs.some((one) => mine === one || mine.startsWith(`${one}-`)),
    );
    if (clash === undefined) return [];
    const message = `names its resources ${clash}-…, which is among the names of ${other}: the deploy role of ${other} could change them`;
    return [{ stack: name, path: [], message, example: "qa and perf" }];
  });
}

/** Roles of which a job could take more than the one it is meant to have, because they ask for the same. */
function sharedEnvironments(stacks: Stacks): readonly Conflict[] {
  const asked = Object.entries(stacks).flatMap(([stack, { deploy, preview }]) => [
    { stack, use: "deploy", trusted: deploy },
    ...(preview === undefined ? [] : [{ stack, use: "preview", trusted: preview }]),
  ]);
  return asked.flatMap(({ stack, use, trusted }, index) => {
    const first = asked.slice(0, index).find((one) => isSame(one.trusted, trusted));
    if (first === undefined) return [];
    const what =
      trusted.environment === false ? `none, and its branch ${String(trusted.branch)}` : trusted.environment;
    const message = `is ${what}, as for ${first.use} of ${first.stack}: its jobs could take both roles`;
    const example = use === "deploy" ? stack : `${stack}-preview`;
    return [{ stack, path: [use, "environment"], message, example }];
  });
}

/** GitHub takes names of environments that differ by case only for one. */
function isSame(one: Trusted, other: Trusted): boolean {
  if (one.environment === false || other.environment === false) {
    return (
      one.environment === other.environment && one.branch === other.branch && one.workflow === other.workflow
    );
  }
  return one.environment.toLowerCase() === other.environment.toLowerCase();
}

function pairs(stacks: Stacks): readonly (readonly [name: string, other: string])[] {
  const names = Object.keys(stacks);
  return names.flatMap((name) =>
    names.filter((other) => other !== name).map((other) => [name, other] as const),
  );
}
