/**
 * Engines and the versions that may be asked for, newest first, with the family of their parameter groups.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/engine-versions.html
 *
 * Valkey 9 is left out until its family is documented; the API's page ends at `valkey8`.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_CreateCacheParameterGroup.html
 */
export const engines = {
  valkey: { "8.2": "valkey8", "8.1": "valkey8", "8.0": "valkey8", "7.2": "valkey7" },
  redis: { "7.1": "redis7", "7.0": "redis7" },
} as const;

export type Engine = keyof typeof engines;

/** Versions of an engine, newest first. */
export function versionsOf(engine: Engine): readonly string[] {
  return Object.keys(engines[engine]).toSorted((a, b) => Number(b) - Number(a));
}

/** The version that is run: the newest of the engine unless one is given. */
export function versionOf({
  engine,
  version,
}: {
  readonly engine: Engine;
  readonly version?: string | undefined;
}): string {
  const newest = versionsOf(engine)[0];
  if (newest === undefined) throw new Error(`no version of ${engine} is known`);
  return version ?? newest;
}

/** The family that a parameter group of this version belongs to. */
export function familyOf(engine: Engine, version: string): string {
  const families: Readonly<Record<string, string>> = engines[engine];
  const family = families[version];
  if (family === undefined) throw new Error(`${engine} ${version} has no known parameter group family`);
  return family;
}
