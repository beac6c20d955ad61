/** Families of a service's machines, each with the sizes that it comes in. */
export type Families = Readonly<Record<string, readonly string[]>>;

/** Family and size of a type such as `cache.r7g.large`; undefined where the service offers none of that name. */
export function offered(
  prefix: string,
  sizesOf: Families,
  name: string,
): { readonly family: string; readonly size: string } | undefined {
  const [first, family = "", size = "", ...rest] = name.split(".");
  if (first !== prefix || rest.length > 0 || !Object.hasOwn(sizesOf, family)) return undefined;
  return sizesOf[family]?.includes(size) === true ? { family, size } : undefined;
}
