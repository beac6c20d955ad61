import { randomBytes } from "node:crypto";
import { eventConfigSchema } from "../../functions/waiting-room/event/config";
import { gateEntries, routesEntry } from "../../functions/waiting-room/gate/entries";
import type { ProtectedPath } from "../../functions/waiting-room/gate/routes";
import { admissionCookie, deviceCookie } from "../../functions/waiting-room/tokens/cookie-names";
import type { KeyRing } from "../../functions/waiting-room/tokens/key-ring";
import { mintAdmission } from "../../functions/waiting-room/tokens/mint";
import { deviceTag } from "../../functions/waiting-room/tokens/verify";
import { at } from "../../policies/read";
import type { Resource } from "../offline/resource";
import { requestOf } from "./request";
import type { Entries } from "./run-viewer-function";

/** An event whose sale is on and that nobody gets to without an admission. */
export const exampleEvent = "concert-a";

export interface ExampleGate {
  /** What the edge's store holds. */
  readonly entries: Entries;
  /** Of somebody who has been admitted. */
  readonly cookies: Readonly<Record<string, string>>;
  /** Behind the waiting room; undefined where nothing is. */
  readonly protectedPath: string | undefined;
}

/** A gate with the paths that the stack protects, one event, and keys that live as long as the example. */
export function exampleGate(resources: readonly Resource[], now: number): ExampleGate {
  const key = () => randomBytes(32).toString("base64url");
  const ring: KeyRing = { current: "k1", masters: { k1: key() }, fingerprintKey: key() };
  const paths = protectedPathsIn(resources);
  const config = eventConfigSchema.parse({ rate: 10, capacity: 100, closeAt: now + 7_200_000 });
  const record = { mode: "QUEUE", config, enforceFrom: 0 } as const;
  const entries = [routesEntry(paths), ...gateEntries(exampleEvent, record, ring, now)];

  const deviceSecret = randomBytes(16).toString("base64url");
  const { address: network } = requestOf({ host: "" });
  const device = deviceTag({ mode: config.fingerprint, deviceSecret, userAgent: "", network }, ring);
  const seconds = Math.floor(now / 1_000);
  const admission = mintAdmission(
    {
      ...{ e: exampleEvent, s: "s".repeat(22), p: 1, g: 0, i: seconds, x: seconds + 180 },
      ...{ d: device, j: "j".repeat(16) },
    },
    ring,
  );
  return {
    entries: Object.fromEntries(entries.map(({ key: name, value }) => [name, value])),
    cookies: { [admissionCookie(exampleEvent)]: admission, [deviceCookie]: deviceSecret },
    protectedPath: paths[0]?.path.replace("*", exampleEvent),
  };
}

/** As the function is told of them that writes them to the edge's store. */
function protectedPathsIn(resources: readonly Resource[]): readonly ProtectedPath[] {
  const told = resources
    .map(({ inputs }) => at(inputs, "environment.variables.PROTECTED_PATHS"))
    .find((variable) => typeof variable === "string");
  return told === undefined ? [] : (JSON.parse(told) as readonly ProtectedPath[]);
}
