import { describe, expect, it } from "vitest";
import { architectureOf, architectureOfImage } from "./architecture";

const families = {
  arm64: [
    ...["a1", "t4g", "m6g", "m6gd", "m7g", "m7gd", "m8g", "c6g", "c6gn", "c7g", "c7gn", "c8g"],
    ...["r6g", "r7g", "r7gd", "r8g", "x2gd", "im4gn", "is4gen", "i4g", "i8g", "g5g", "hpc7g"],
  ],
  x86_64: [
    ...["t2", "t3", "t3a", "m5", "m5a", "m5zn", "m6i", "m6a", "m7i", "m7i-flex", "m7a", "m8i"],
    ...["c5", "c6i", "c7i-flex", "r5", "r6idn", "r7iz", "x2iedn", "g4dn", "g5", "g6", "p4d", "i3en"],
    ...["inf2", "trn1", "u7i-12tb", "d3en", "z1d"],
  ],
} as const;

describe("the architecture of an instance type", () => {
  it.each(families.arm64.map((family) => [family]))("%s has processors of AWS", (family) => {
    expect(architectureOf(`${family}.large`)).toBe("arm64");
  });

  it.each(families.x86_64.map((family) => [family]))("%s has processors of others", (family) => {
    expect(architectureOf(`${family}.metal-24xl`)).toBe("x86_64");
  });

  it.each(["", "large", "m7g", "M7G.large", "m7g large"])("of %j is not known", (text) => {
    expect(architectureOf(text)).toBeUndefined();
  });
});

describe("the architecture of an image", () => {
  it.each([
    ["AL2023_ARM_64_STANDARD", "arm64"],
    ["BOTTLEROCKET_ARM_64_FIPS", "arm64"],
    ["AL2023_x86_64_NVIDIA", "x86_64"],
    ["WINDOWS_CORE_2022_x86_64", "x86_64"],
    ["CUSTOM", undefined],
  ])("%s is %s", (amiType, expected) => {
    expect(architectureOfImage(amiType)).toBe(expected);
  });
});
