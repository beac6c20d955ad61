/** Order of code points, the same on every machine: what is printed or committed must not depend on a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function byUrn(a: { readonly urn: string }, b: { readonly urn: string }): number {
  return compareText(a.urn, b.urn);
}
