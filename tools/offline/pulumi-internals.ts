import { createRequire } from "node:module";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Resource, type ResourceTransform } from "@pulumi/pulumi";
import type { Callback } from "@pulumi/pulumi/proto/callback_pb";

/**
 * What the offline monitor needs of Pulumi's Node runtime beyond its public API, in one place.
 *
 * The runtime has no public way to hand it a resource monitor that sees options, parents and dependencies; its own
 * mocks go through the same doors. @pulumi/pulumi is pinned, and `evaluate.test.ts` fails when one of these changes.
 */
interface Store {
  callbacks: unknown;
}

interface Runtime {
  runInPulumiStack(init: () => Promise<unknown>): Promise<unknown>;
  setMockOptions(monitor: unknown, project: string, stack: string, preview: boolean): void;
  waitForRPCs(): Promise<void>;
}

const fromHere = createRequire(__filename);
/** Messages must be of the very copy of google-protobuf that Pulumi's stubs use. */
const fromPulumi = createRequire(fromHere.resolve("@pulumi/pulumi"));

const state = fromPulumi("./runtime/state") as { getStore(): Store };
const structs = fromPulumi("google-protobuf/google/protobuf/struct_pb") as {
  Struct: { fromJavaScript(value: unknown): Struct };
};
const debuggable = fromPulumi("./runtime/debuggable") as {
  debuggablePromise: (promise: Promise<unknown>, context: unknown) => Promise<unknown>;
};
export const runtime = fromPulumi("./runtime") as Runtime;

export function toStruct(value: Readonly<Record<string, unknown>>): Struct {
  return structs.Struct.fromJavaScript(value);
}

/** Registers transforms under tokens, as the engine's callback server does, without a server. */
export interface TransformRegistry {
  registerTransform(transform: ResourceTransform): Promise<Callback>;
  awaitStackRegistrations(): Promise<void>;
  shutdown(): void;
}

/** Where the runtime registers transforms; on its own it would start a server for the engine to call. */
export function useTransforms(registry: TransformRegistry): void {
  state.getStore().callbacks = registry;
}

/**
 * Spares what the SDK notes for debuggers: of every promise a stack trace, and of every resource where in the source it
 * was made. Nobody reads either here, and together they take a fifth of the time. Promises that are never resolved
 * `evaluate` finds by itself. Returns what brings the notes back.
 */
export function withoutDebugNotes(): () => void {
  const sources = Resource as unknown as { callsites: () => readonly object[] };
  const { callsites } = sources;
  const { debuggablePromise } = debuggable;
  sources.callsites = () => [];
  debuggable.debuggablePromise = (promise) => promise;
  return () => {
    sources.callsites = callsites;
    debuggable.debuggablePromise = debuggablePromise;
  };
}
