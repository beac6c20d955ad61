/** What an on-sale is called in paths, keys and tokens: 3 to 40 characters, lower case, no leading hyphen. */
export const eventIdPattern = /^[a-z0-9][a-z0-9-]{2,39}$/;

/** `/vwr/internal/…` is the operators' API: an event of that name could not be reached. */
const reserved = "internal";

export function isEventId(value: string): boolean {
  return value !== reserved && eventIdPattern.test(value);
}
