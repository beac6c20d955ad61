import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** Colours text for a terminal; on a pipe, in a file or with NO_COLOR it stays as it is. */
export function paint(format: Format, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(format, text, { stream, validateStream: true });
}
