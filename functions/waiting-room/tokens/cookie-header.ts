/** A cookie as it was sent. */
export interface SentCookie {
  readonly name: string;
  readonly value: string;
}

const pair = /^[ \t]*([!-:<>-~]+?)[ \t]*=(.*)$/s;

function isBlank(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

/** A pattern for the blanks at the end would take quadratic time of many blanks. */
function withoutBlanks(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text[from])) from += 1;
  while (to > from && isBlank(text[to - 1])) to -= 1;
  return text.slice(from, to);
}

/**
 * The cookies of a `Cookie` header, in the order sent; a name can be there twice, and what is no pair is left out.
 *
 * Names are taken to the letter and only spaces and tabs around them are dropped, as servers and browsers do. Of a name
 * with another kind of space before it a browser does not know that it begins with `__Host-`: a neighbouring subdomain
 * can set it.
 */
export function readCookieHeader(value: string): readonly SentCookie[] {
  return value.split(";").flatMap((text) => {
    const [, name, given] = pair.exec(text) ?? [];
    return name === undefined || given === undefined ? [] : [{ name, value: withoutBlanks(given) }];
  });
}
