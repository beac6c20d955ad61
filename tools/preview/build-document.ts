import { readStack, type StackFile } from "../project/stack-files";
import { changeFindings } from "./change-findings";
import { changesBetween } from "./changes";
import type { FileProblem, PreviewDocument, PreviewResource, StackPreview } from "./document";
import { bySubject } from "./findings";
import { previewStack } from "./preview-stack";

export interface PreviewRequest {
  readonly directory: string;
  readonly stacks: readonly StackFile[];
  /** Told before each stack is evaluated. */
  readonly onProgress: (stack: string, index: number) => void;
}

/** Previews the stacks one after the other; what is wrong with one does not keep the others from being shown. */
export async function buildDocument(request: PreviewRequest): Promise<PreviewDocument> {
  const errors: FileProblem[] = [];
  const stacks: StackPreview[] = [];
  for (const [index, stackFile] of request.stacks.entries()) {
    request.onProgress(stackFile.name, index);
    const { stack, problems } = readStack(request.directory, stackFile);
    if (stack === undefined) {
      errors.push(...problems.map((problem) => ({ file: stackFile.file, ...problem })));
      continue;
    }
    const result = await previewStack(request.directory, stack);
    if (result.preview === undefined) errors.push(...result.problems);
    else stacks.push(result.preview);
  }
  return { version: 1, base: null, errors, stacks };
}

/** The document with the changes since another one, which was made of the ref `base`. */
export function compareDocuments(
  base: string,
  before: PreviewDocument,
  after: PreviewDocument,
): PreviewDocument {
  const old = new Map(before.stacks.map((preview) => [preview.stack, preview]));
  const broken = new Set([...before.errors, ...after.errors].map(({ file }) => file));
  const changed = after.stacks.map((preview) => {
    if (broken.has(preview.file)) return preview;
    return withChanges(preview, old.get(preview.stack)?.resources ?? []);
  });
  const present = new Set([...after.stacks, ...after.errors].map(({ file }) => file));
  const removed = before.stacks
    .filter(({ file }) => !present.has(file))
    .map((preview) => {
      const gone = { ...preview, resources: [], outputs: {}, findings: [], cost: null, capacity: null };
      return withChanges(gone, preview.resources);
    });
  const errors = [
    ...before.errors.map((error) => ({ ...error, file: `${base}:${error.file}` })),
    ...after.errors,
  ];
  return { version: 1, base, errors, stacks: [...changed, ...removed] };
}

function withChanges(preview: StackPreview, before: readonly PreviewResource[]): StackPreview {
  const changes = changesBetween(before, preview.resources);
  const findings = [...preview.findings, ...changeFindings(changes, before, preview.resources)].toSorted(
    bySubject,
  );
  return { ...preview, changes, findings };
}
