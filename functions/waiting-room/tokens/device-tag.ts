import type { EventConfig } from "../event/config";
import type { Hmac } from "./token";

/* Runs in CloudFront Functions: see token.ts for what that forbids. */

/** What is known of the device that makes a request. */
export interface Device {
  readonly mode: EventConfig["fingerprint"];
  /** Value of its cookie; empty if it has none. */
  readonly deviceSecret: string;
  readonly userAgent: string;
  /** Its address, or the network of it. */
  readonly network: string;
}

/** 16-bit groups of an IPv6 address in lower case; `::` stands for as many zeros as are missing. */
function groupsOf(address: string): readonly string[] {
  const halves = address.split("::").map((half) => half.split(":").filter((group) => group !== ""));
  const left = halves[0] ?? [];
  const right = halves[1] ?? [];
  const missing = halves.length === 2 ? 8 - left.length - right.length : 0;
  const zeros: string[] = [];
  while (zeros.length < missing) zeros.push("0");
  return left.concat(zeros, right).map((group) => group.replace(/^0+(?=.)/, ""));
}

/**
 * The network an address belongs to: /24 of IPv4, also where it is written as IPv6, and /48 of IPv6.
 * A network is its own network. What is no address is returned as it is.
 */
export function networkOf(address: string): string {
  const text = address.trim().toLowerCase();
  const four = /^(?:::ffff:)?(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}(?:\/24)?$/.exec(text);
  if (four) return `${String(four[1])}.0/24`;
  if (!text.includes(":")) return text;
  const groups = groupsOf(text.replace(/\/.*/, ""));
  const mapped = groups.length === 8 && groups.slice(0, 5).join("") === "00000" && groups[5] === "ffff";
  if (mapped) {
    const high = parseInt(String(groups[6]), 16);
    const low = parseInt(String(groups[7]), 16);
    return `${[high >> 8, high & 255, low >> 8].join(".")}.0/24`;
  }
  return `${groups.slice(0, 3).join(":")}::/48`;
}

/** 11 characters that stand for a device and tell nothing about it. */
export function tagOf(device: Device, key: string, hmac: Hmac): string {
  const agent = device.mode === "device" ? "" : device.userAgent;
  const network = device.mode === "device+ua+net" ? networkOf(device.network) : "";
  return hmac(key, [device.mode, device.deviceSecret, agent, network].join("\n")).slice(0, 11);
}
