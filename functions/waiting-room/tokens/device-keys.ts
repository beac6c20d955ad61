import type { KeyRing } from "./key-ring";
import { nodeHmac } from "./node-hmac";

interface DeviceKeys {
  /** Of the tags. The edge knows it, since it checks them. */
  readonly tag: string;
  /** Of the secrets themselves. It never reaches the edge, or whoever read it there could make a device's secret. */
  readonly secret: string;
}

const remembered = new WeakMap<KeyRing, DeviceKeys>();

/** The two keys of a ring that have to do with devices. One does not tell the other. */
export function deviceKeys(ring: KeyRing): DeviceKeys {
  const known = remembered.get(ring);
  if (known) return known;
  const keys = {
    tag: nodeHmac(ring.fingerprintKey, "device-tag"),
    secret: nodeHmac(ring.fingerprintKey, "device-secret"),
  };
  remembered.set(ring, keys);
  return keys;
}
