/** A regular expression of RE2 by JavaScript's own engine, which writes it otherwise that case does not matter. */
export default class Pattern extends RegExp {
  constructor(source) {
    super(source.replaceAll("(?i)", ""), source.includes("(?i)") ? "iu" : "u");
  }
}
