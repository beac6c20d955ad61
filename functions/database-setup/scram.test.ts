import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { scramVerifier } from "./scram";

describe("what PostgreSQL keeps of a password", () => {
  // The example of https://www.rfc-editor.org/rfc/rfc7677#section-3
  const nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
  const [salt, client] = ["W22ZaJ0SNY7soEsUEjb6gQ==", "n=user,r=rOprNGfwEbeRWgbNEkqO"];
  const conversation = `${client},r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`;

  it("proves the server as the standard's example does", () => {
    const verifier = scramVerifier("pencil", Buffer.from(salt, "base64"));
    const [form, iterationsAndSalt, keys] = verifier.split("$");
    const serverKey = Buffer.from(keys?.split(":")[1] ?? "", "base64");

    expect([form, iterationsAndSalt]).toEqual(["SCRAM-SHA-256", `4096:${salt}`]);
    expect(createHmac("sha256", serverKey).update(conversation).digest("base64")).toBe(
      "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=",
    );
  });

  it("is another each time, of the same password too", () => {
    expect(scramVerifier("pencil")).not.toBe(scramVerifier("pencil"));
  });
});
