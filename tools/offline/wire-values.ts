import { createHash } from "node:crypto";

/** Marks of Pulumi's wire format: https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/sig/sig.go */
const signature = "4dabf18193072939515e22adb298388d";
const secretMark = "1b47061264138c4ac30d75fd1eb44270";
const resourceMark = "5cf8f73096256a8f31e491e813e4eb8e";
const assetMark = "c44067f5952c0a294b673a41bacd8c17";
const archiveMark = "0def7320c3a5731c473e5ecbe6d01bc7";
/** What a value that is known only after a deployment looks like on the wire. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

type Json = Readonly<Record<string, unknown>>;

/** A value without its marks, and where in it the secrets are. */
export interface Unwrapped {
  readonly value: unknown;
  /** Paths like `policy` or `environment.variables.TOKEN`. */
  readonly secretPaths: readonly string[];
}

/** How a packaged component gives back a resource: the SDK makes a resource of it again and asks for its state. */
export function resourceReference({ urn, id }: { readonly urn: string; readonly id: string }): Json {
  return { [signature]: resourceMark, urn, id };
}

/** Takes the marks off what the program sent. Of a file that is made of text, only its length and its hash stay. */
export function unwrap(wire: unknown): Unwrapped {
  const secretPaths: string[] = [];
  const visit = (value: unknown, path: string): unknown => {
    if (Array.isArray(value)) return value.map((item, index) => visit(item, join(path, String(index))));
    if (typeof value !== "object" || value === null) return value;
    if (isSecret(value)) {
      secretPaths.push(path);
      return visit(value["value"], path);
    }
    const text = textOfFile(value);
    if (text !== undefined) return fingerprint(text);
    if (isMarked(value, archiveMark) && "assets" in value) return visit(value["assets"], path);
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, visit(item, join(path, key))]),
    );
  };
  return { value: visit(wire, ""), secretPaths };
}

/** What stands for a secret. */
export const masked = "[secret]";

/** Replaces every secret by `[secret]`: what may be shown. */
export function redact(value: unknown, secretPaths: readonly string[]): unknown {
  const visit = (inner: unknown, path: string): unknown => {
    if (secretPaths.includes(path)) return masked;
    if (Array.isArray(inner)) return inner.map((item, index) => visit(item, join(path, String(index))));
    if (typeof inner !== "object" || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]) => [key, visit(item, join(path, key))]),
    );
  };
  return visit(value, "");
}

/** A value with the id of every resource in place of the reference to it, as the engine shows it to policies. */
export function withIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withIds);
  if (typeof value !== "object" || value === null) return value;
  const { urn, id } = value as Json;
  if ((value as Json)[signature] === resourceMark) return id === "" || id === undefined ? urn : id;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withIds(item)]));
}

function isMarked(value: object, mark: string): value is Json {
  return (value as Json)[signature] === mark;
}

function isSecret(value: object): value is Json {
  return isMarked(value, secretMark);
}

function textOfFile(value: object): string | undefined {
  if (!isMarked(value, assetMark)) return undefined;
  return typeof value["text"] === "string" ? value["text"] : undefined;
}

/** What tells one text from another without showing it: a function's code is longer than a whole stack. */
function fingerprint(text: string): string {
  const hash = createHash("sha256").update(text).digest("hex");
  return `${String(Buffer.byteLength(text))} bytes, sha256 ${hash}`;
}

function join(path: string, part: string): string {
  return path === "" ? part : `${path}.${part}`;
}
