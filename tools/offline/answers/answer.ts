import { stableHex } from "../fake-ids";

/** What is known of a resource when the monitor answers for its provider. */
export interface Asked {
  readonly type: string;
  readonly name: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Where the resource lives: the region of the stack, or its own. */
  readonly region: string;
  /** The account's twelve digits. */
  readonly account: string;
}

export interface Answer {
  readonly id: string;
  /** Outputs beside the inputs, which are outputs as well. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

export type Answers = Readonly<Record<string, (asked: Asked) => Answer>>;

/** The text of an input, or the fallback where it is not known. */
export function text(inputs: Readonly<Record<string, unknown>>, key: string, fallback = ""): string {
  const value = inputs[key];
  return typeof value === "string" ? value : fallback;
}

export function uuid(seed: string): string {
  return stableHex(seed, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** REST APIs, their deployments and their own names are called by a few lower-case letters and digits. */
export const shortId = (seed: string, length: number): string =>
  BigInt(`0x1${stableHex(seed, 24)}`)
    .toString(36)
    .slice(-length);

/** What is known by its name, in the ARNs of a service. */
export const named =
  (service: string, kind: string) =>
  ({ account, inputs, region }: Asked): Answer => {
    const name = text(inputs, "name");
    return { id: name, outputs: { arn: `arn:aws:${service}:${region}:${account}:${kind}:${name}` } };
  };

/** A resource that only configures another one and carries its id. */
export const attachedTo =
  (property: string) =>
  ({ inputs, urn }: Asked): Answer => ({ id: text(inputs, property, urn), outputs: {} });
