import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { requireTool } from "../waiting-room/require-tool";

/** Where openssl is, for `describe.skipIf(openssl === undefined)`. */
export const openssl = requireTool("openssl", "openssl");

/** A certificate of localhost and its key, both as PEM. It vouches for itself. */
export interface Certificate {
  readonly certificate: string;
  readonly key: string;
}

export function makeCertificate(): Certificate {
  if (openssl === undefined) throw new Error("there is no openssl: skip the suite");
  const folder = mkdtempSync(join(tmpdir(), "urr-certificate-"));
  try {
    const [certificate, key] = [join(folder, "server.crt"), join(folder, "server.key")];
    execFileSync(
      openssl,
      [
        ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"],
        ...["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
        ...["-out", certificate, "-keyout", key],
      ],
      { stdio: "pipe" },
    );
    return { certificate: readFileSync(certificate, "utf8"), key: readFileSync(key, "utf8") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
