interface Named {
  readonly registry: string;
  readonly prefix: string;
  readonly name: string;
  readonly shortName: string;
}

/** The image of a service; undefined as long as nothing says which version of it is to run. */
export function imageName(
  pattern: string,
  tag: string | undefined,
  { name, prefix, registry, shortName }: Named,
): string | undefined {
  if (tag === undefined) return undefined;
  const filled: Readonly<Record<string, string>> = { registry, prefix, service: name, short: shortName };
  const repository = pattern.replaceAll(/\{(\w+)\}/g, (blank, key: string) => filled[key] ?? blank);
  return `${repository}:${tag}`;
}
