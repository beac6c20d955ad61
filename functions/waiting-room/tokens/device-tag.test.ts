import { describe, expect, test } from "vitest";
import { syntheticRing } from "../../../test/support/waiting-room/key-ring";
import { networkOf, type Device } from "./device-tag";
import { deviceTag } from "./verify";

const ring = syntheticRing();
const device: Device = {
  mode: "device",
  deviceSecret: "A".repeat(22),
  userAgent: "A browser",
  network: "192.0.2.17",
};
const tag = (changed: Partial<Device>) => deviceTag({ ...device, ...changed }, ring);

describe("a device's tag", () => {
  test("is 11 characters and changes with the device's secret", () => {
    expect(tag({})).toMatch(/^[\w-]{11}$/);
    expect(tag({ deviceSecret: "B".repeat(22) })).not.toBe(tag({}));
  });

  test("stays over another browser version and network, unless the operator binds it to them", () => {
    expect(tag({ userAgent: "Another", network: "198.51.100.1" })).toBe(tag({}));
    const agent = { mode: "device+ua" } as const;
    expect(tag({ ...agent, userAgent: "Another" })).not.toBe(tag(agent));
    expect(tag({ ...agent, network: "198.51.100.1" })).toBe(tag(agent));
    const all = { mode: "device+ua+net" } as const;
    expect(tag({ ...all, network: "198.51.100.1" })).not.toBe(tag(all));
    expect(tag({ ...all, network: "192.0.2.200" })).toBe(tag(all));
  });

  test("differs between the modes", () => {
    const nothing = { userAgent: "", network: "" };
    const tags = (["device", "device+ua", "device+ua+net"] as const).map((mode) => tag({ ...nothing, mode }));
    expect(new Set(tags).size).toBe(3);
  });
});

describe("a network", () => {
  test.each([
    ["192.0.2.17", "192.0.2.0/24"],
    ["::ffff:192.0.2.17", "192.0.2.0/24"],
    ["::FFFF:c000:0211", "192.0.2.0/24"],
    ["0:0:0:0:0:ffff:c000:211", "192.0.2.0/24"],
    ["2001:db8:aa:bb::1", "2001:db8:aa::/48"],
    ["2001:0DB8:00aa:ffff:1:2:3:4", "2001:db8:aa::/48"],
    ["2001:db8::1", "2001:db8:0::/48"],
    ["::1", "0:0:0::/48"],
    ["unknown", "unknown"],
    ["", ""],
  ])("of %s is %s, and is its own network", (address, network) => {
    expect(networkOf(address)).toBe(network);
    expect(networkOf(network)).toBe(network);
  });
});
