import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours text for a terminal; on a pipe, in a file or with NO_COLOR it stays as it is. */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout, validateStream: true });
}
