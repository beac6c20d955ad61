import { expect, it } from "vitest";
import { wishOf } from "./arguments";

const wish = (...args: string[]) => wishOf(args, ["rush", "flat"]);

it("runs everything at full size when nothing is said", () => {
  expect(wish()).toEqual({ kind: "run", names: [], scale: 1, seed: 1 });
});

it("runs what is named, smaller and with another seed", () => {
  expect(wish("rush", "--visitors", "50000", "--seed", "7")).toEqual({
    kind: "run",
    names: ["rush"],
    scale: 0.05,
    seed: 7,
  });
  expect(wish("--quick")).toMatchObject({ scale: 0.02 });
});

it.each([
  [["rusch"], "there is no simulation rusch, only: rush, flat"],
  [["--visitors", "10"], "--visitors is a number from 1000 to 1000000"],
  [["--visitors", "many"], "--visitors is a number from 1000 to 1000000"],
  [["--seed", "-"], "--seed is a whole number"],
  [["--fast"], "--fast"],
])("says what is wrong with %j", (args, problem) => {
  const answer = wish(...args);
  expect(answer.kind).toBe("problem");
  expect(answer).toMatchObject({ problem: expect.stringContaining(problem) as string });
});

it("explains itself and lists the names when asked to", () => {
  expect(wish("--help", "rush")).toEqual({ kind: "help" });
  expect(wish("--list")).toEqual({ kind: "list" });
});
