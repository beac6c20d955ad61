import { expect, it } from "vitest";
import { inParallel } from "./in-parallel";

it("does so many at a time and answers in order", async () => {
  let underWay = 0;
  let most = 0;
  const answers = await inParallel([5, 1, 4, 2, 3], 2, async (item) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, item));
    underWay -= 1;
    return item * 10;
  });
  expect(answers).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

it("begins nothing after the first failure", async () => {
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    await Promise.resolve();
    if (item === 3) throw new Error("throttled");
  };
  const items = Array.from({ length: 1_000 }, (_, item) => item);
  await expect(inParallel(items, 2, work)).rejects.toThrow("throttled");
  await new Promise(setImmediate);
  expect(begun.length).toBeLessThan(8);
});
