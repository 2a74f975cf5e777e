import { expect, test } from "vitest";
import { amount, quotaWords } from "./quotaWords.ts";

test("amounts are told in the unit people think in", () => {
  expect(amount("requests.cpu", 0.25)).toBe("0.25 cores");
  expect(amount("cpu", 0.004)).toBe("0.004 cores");
  expect(amount("limits.cpu", 1)).toBe("1 core");
  expect(amount("memory", 104_857_600)).toBe("100 MiB");
  expect(amount("requests.storage", 1.5 * 1024 ** 3)).toBe("1.5 GiB");
  expect(amount("pods", 7)).toBe("7");
});

test("a quota that nobody has words for keeps its own name", () => {
  expect(quotaWords("requests.cpu")).toBe("CPU reserved");
  expect(quotaWords("count/jobs.batch")).toBe("count/jobs.batch");
});
