import { keyRingDocument, parseKeyRing, type KeyRing } from "../waiting-room/tokens/key-ring";
import type { VersionedSecret } from "./versioned-secret";

/** The ring as it stands. Where it does not say since when its current key signs, it is since the ring was written. */
export interface StoredRing {
  readonly ring: KeyRing & Required<Pick<KeyRing, "signsSince">>;
  readonly version: string;
}

export interface RingSecret {
  /** Nothing if there has never been one. @throws Error without a word of the content if there is none any more. */
  read(): Promise<StoredRing | undefined>;
  /** Writes if the ring that was read still stands. */
  write(ring: KeyRing, read: StoredRing | undefined): Promise<"written" | "conflict">;
}

export function ringSecret(secret: VersionedSecret): RingSecret {
  return {
    async read() {
      const stands = await secret.read();
      if (stands === undefined) return undefined;
      const ring = parseKeyRing(stands.text);
      return {
        ring: { ...ring, signsSince: ring.signsSince ?? stands.writtenAt },
        version: stands.version,
      };
    },
    write: (ring, read) => secret.write(JSON.stringify(keyRingDocument(ring)), read?.version),
  };
}
