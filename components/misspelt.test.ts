import { describe, expect, it } from "vitest";
import { meantBy } from "./misspelt";

const known = ["nodes", "nodePort", "kube-proxy"];

describe("a name that nobody knows", () => {
  it.each([
    ["node", "nodes"],
    ["nodeprot", "nodePort"],
    ["kubeproxy", "kube-proxy"],
  ])("was meant to be one that is near: %s", (written, meant) => {
    expect(meantBy(written, known)).toBe(meant);
  });

  it("was meant to be none where none is near", () => {
    expect(meantBy("no", known)).toBeUndefined();
    expect(meantBy("brokers", known)).toBeUndefined();
    expect(meantBy("nodes", [])).toBeUndefined();
  });
});
