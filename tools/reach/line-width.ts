/**
 * Characters that a line has: what COLUMNS says, otherwise the terminal. In a pipe there is no end of it.
 *
 * @param terminal knows its columns unless it is a pipe or a file.
 */
export function lineWidth(columns: string | undefined, terminal: { readonly columns?: number }): number {
  const wished = /^[1-9]\d*$/.test(columns ?? "") ? Number(columns) : undefined;
  return wished ?? terminal.columns ?? Infinity;
}
