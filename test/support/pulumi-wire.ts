import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";

/** Sockets and messages must be of the very copies of these packages that Pulumi's stubs use. */
const fromPulumi = createRequire(createRequire(__filename).resolve("@pulumi/pulumi"));

export const grpc = fromPulumi("@grpc/grpc-js") as typeof Grpc;
export const empty = fromPulumi("google-protobuf/google/protobuf/empty_pb") as { Empty: new () => Empty };
