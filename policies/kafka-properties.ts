/** The settings of a `server.properties` file. */
export function serverPropertiesOf(file: string): ReadonlyMap<string, string> {
  return new Map(
    file.split("\n").flatMap((line) => {
      const [, name, value] = /^\s*([a-z.]+)\s*[=:]\s*(.*?)\s*$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

interface Size {
  readonly zones: number;
  readonly brokers: number | undefined;
}

/** What endangers messages of topics that state nothing else. With two copies one must do, or no broker may fail. */
export function safeTopicProblems(
  properties: ReadonlyMap<string, string>,
  { zones, brokers = Infinity }: Size,
): readonly string[] {
  const copies = Number(properties.get("default.replication.factor") ?? NaN);
  const inSync = Number(properties.get("min.insync.replicas") ?? NaN);
  const mustBeOff = ["auto.create.topics.enable", "unclean.leader.election.enable"];
  return [
    ...mustBeOff
      .filter((name) => properties.get(name) !== "false")
      .map((name) => `does not set ${name} to false`),
    ...(copies >= zones && copies <= brokers
      ? []
      : ["has no default.replication.factor from the number of zones to that of brokers"]),
    ...(inSync === copies - 1
      ? []
      : ["has no min.insync.replicas of one less than default.replication.factor"]),
  ];
}
