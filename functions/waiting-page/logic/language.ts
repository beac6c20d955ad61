export const languages = ["ko", "en"] as const;

export type Language = (typeof languages)[number];

/**
 * The language of the page: `?lang=` if it names one, otherwise the first of the reader's that there is, otherwise
 * English.
 *
 * @param accepted language tags in the reader's order, as in `Accept-Language`.
 */
export function languageOf(search: string, accepted: readonly string[]): Language {
  const wished = [new URLSearchParams(search).get("lang") ?? "", ...accepted];
  for (const tag of wished) {
    const primary = tag.toLowerCase().split("-")[0];
    const found = languages.find((language) => language === primary);
    if (found !== undefined) return found;
  }
  return "en";
}
