import { join } from "node:path";
import ts from "typescript";
import { schemaModules } from "../../tools/workloads/schemas";
import { projectRoot } from "../support/stacks";

const file = join(projectRoot, "test", "workloads", "written-out.mts");

const options: ts.CompilerOptions = {
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  ...{ noEmit: true, skipLibCheck: true, strict: true, types: [] },
};

/**
 * What TypeScript says of objects written out as literals of the types of their kinds: fields that these do not have too,
 * which schemas let pass, and which are only seen in a literal.
 */
export function typeProblems(objects: readonly object[]): readonly string[] {
  const source = objects.map(literalOf).join("\n");
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  const exists = host.fileExists.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, source, ts.ScriptTarget.ES2022) : read(name, ...rest);
  host.fileExists = (name) => name === file || exists(name);
  const program = ts.createProgram([file], options, host);
  return program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText, start = 0 }) => {
    const line = source.slice(0, start).split("\n").length - 1;
    return `${nameOf(objects[line])}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

function literalOf(object: object, index: number): string {
  const { apiVersion, kind } = object as { readonly apiVersion: string; readonly kind: string };
  const module = schemaModules.get(`${apiVersion}/${kind}`);
  // A line each, so that a problem is found by its line.
  const type = module === undefined ? "object" : `import(${JSON.stringify(module)}).I${kind}`;
  return `export const object${String(index)}: ${type} = ${JSON.stringify(object)};`;
}

function nameOf(object: object | undefined): string {
  const { kind, metadata } = object as {
    readonly kind: string;
    readonly metadata: { readonly name: string };
  };
  return `${kind} ${metadata.name}`;
}
