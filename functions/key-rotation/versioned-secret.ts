import { createHash } from "node:crypto";
import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  ResourceExistsException,
  ResourceNotFoundException,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";

/** A secret's text as it stands. */
export interface SecretVersion {
  readonly text: string;
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly writtenAt: number;
}

/** A secret that is replaced only by whoever has seen what it replaces. */
export interface VersionedSecret {
  /** Nothing if the secret has no text yet. */
  read(): Promise<SecretVersion | undefined>;
  /** Writes if the version `replaced` still stands; `undefined` is that of a secret without a text. */
  write(text: string, replaced: string | undefined): Promise<"written" | "conflict">;
}

/**
 * A version's id is made of the id of the version it replaces. So no version has two successors: of two runs that
 * replace the same one, both ask for the same id, and Secrets Manager gives no id a second text. Versions of the last
 * 24 hours are never removed, and no run lasts that long.
 *
 * Who puts an older version back by hand must write it as a new version: what has replaced it once cannot again.
 *
 * https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_PutSecretValue.html
 */
export function versionedSecret(
  client: Pick<SecretsManagerClient, "send">,
  secretId: string,
): VersionedSecret {
  return {
    async read() {
      const current = await client
        .send(new GetSecretValueCommand({ SecretId: secretId }))
        .catch((error: unknown) => {
          if (error instanceof ResourceNotFoundException) return undefined;
          throw error;
        });
      if (current === undefined) return undefined;
      const { SecretString: text, VersionId: version, CreatedDate: writtenAt } = current;
      if (text === undefined || version === undefined || writtenAt === undefined) {
        throw new Error("the secret holds no text");
      }
      return { text, version, writtenAt: writtenAt.getTime() };
    },

    async write(text, replaced) {
      const token = createHash("sha256")
        .update(`after ${replaced ?? "nothing"}`)
        .digest("hex");
      try {
        await client.send(
          new PutSecretValueCommand({ SecretId: secretId, SecretString: text, ClientRequestToken: token }),
        );
        return "written";
      } catch (error) {
        if (error instanceof ResourceExistsException) return "conflict";
        throw error;
      }
    },
  };
}
