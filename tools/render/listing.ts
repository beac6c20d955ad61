import { table } from "../preview/render/table";
import type { RenderedFile } from "./files";
import type { Change } from "./folder";

/** What was written, file by file; of those that stayed as they were nothing is said in the last column. */
export function listing(files: readonly RenderedFile[], changes: readonly Change[]): string {
  const kinds = new Map(changes.map(({ kind, path }) => [path, kind]));
  const rows = files.map(({ manifests, path, text }) => [
    path,
    String(manifests.length),
    String(Buffer.byteLength(text)),
    [...new Set(manifests.map(({ kind }) => kind))].join(", "),
    kinds.get(path) ?? "",
  ]);
  const removed = changes
    .filter(({ kind }) => kind === "removed")
    .map(({ path }) => [path, "", "", "", "removed"]);
  return table(
    [
      { title: "file" },
      { title: "objects", align: "right" },
      { title: "bytes", align: "right" },
      { title: "kinds" },
      { title: "" },
    ],
    [...rows, ...removed],
  );
}

/** The sum of it. */
export function total(files: readonly RenderedFile[]): string {
  const objects = files.reduce((sum, { manifests }) => sum + manifests.length, 0);
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  return `${String(files.length)} files, ${String(objects)} objects, ${String(bytes)} bytes`;
}
