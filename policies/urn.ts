/** `urn:pulumi:<stack>::<project>::<types of the ancestors>$<type>::<name>` */
export function partsOf(urn: string): { readonly type: string; readonly name: string } {
  const [, , qualified = "", ...name] = urn.split("::");
  return { type: qualified.slice(qualified.lastIndexOf("$") + 1), name: name.join("::") };
}
