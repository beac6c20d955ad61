import { stableHex } from "../fake-ids";
import { text, type Answers } from "./answer";

const lower = "abcdefghijklmnopqrstuvwxyz";
const upper = lower.toUpperCase();
const digits = "0123456789";
/** What the provider takes unless `overrideSpecial` says otherwise. */
const symbols = "!@#$%&*()-_=+[]{}<>:?";

/** Text of these kinds of characters that is the same in every run, each kind in it at least once. */
function textOf(seed: string, length: number, kinds: readonly string[]): string {
  return Array.from({ length }, (_, index) => {
    const [byte = 0, which = 0] = Buffer.from(stableHex(`${seed} ${String(index)}`, 4), "hex");
    const kind = kinds[index < kinds.length ? index : which % kinds.length] ?? lower;
    return kind.charAt(byte % kind.length);
  }).join("");
}

/** Answers for generated values. */
export const randomAnswers: Answers = {
  "random:index/randomId:RandomId": ({ inputs, urn }) => {
    const bytes = typeof inputs["byteLength"] === "number" ? inputs["byteLength"] : 1;
    const hex = stableHex(urn, 2 * bytes);
    const value = Buffer.from(hex, "hex");
    const prefix = text(inputs, "prefix");
    return {
      id: value.toString("base64url"),
      outputs: {
        hex: `${prefix}${hex}`,
        dec: `${prefix}${BigInt(`0x${hex}`).toString()}`,
        b64Std: `${prefix}${value.toString("base64")}`,
        b64Url: `${prefix}${value.toString("base64url")}`,
      },
    };
  },
  "random:index/randomPassword:RandomPassword": ({ inputs, urn }) => {
    const length = typeof inputs["length"] === "number" ? inputs["length"] : 1;
    const kinds = [
      ...(inputs["lower"] === false ? [] : [lower]),
      ...(inputs["upper"] === false ? [] : [upper]),
      ...(inputs["numeric"] === false ? [] : [digits]),
      ...(inputs["special"] === false ? [] : [text(inputs, "overrideSpecial", symbols)]),
    ];
    const seed = `${urn} ${JSON.stringify(inputs["keepers"] ?? {})}`;
    return {
      id: "none",
      outputs: { result: textOf(seed, length, kinds), bcryptHash: `$2a$10$${stableHex(urn, 53)}` },
    };
  },
};
