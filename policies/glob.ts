/** Whether a pattern, in which `*` stands for any characters and `?` for one, includes a whole text. */
export function includes(pattern: string, text: string, flags: "" | "i" = ""): boolean {
  const literal = pattern.replaceAll(/[\\^$.+()[\]{}|/-]/g, "\\$&");
  return new RegExp(`^${literal.replaceAll("*", ".*").replaceAll("?", ".")}$`, `s${flags}`).test(text);
}
