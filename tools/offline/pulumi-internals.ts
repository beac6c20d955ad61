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
 * Keeps a resource from reading out of a stack trace where in the source it was made: nobody here asks, and it takes
 * a tenth of the time. Returns what brings it back.
 */
export function withoutSourcePositions(): () => void {
  const sources = Resource as unknown as { callsites: () => readonly object[] };
  const { callsites } = sources;
  sources.callsites = () => [];
  return () => {
    sources.callsites = callsites;
  };
}
