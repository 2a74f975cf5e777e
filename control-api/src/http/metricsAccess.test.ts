import { expect, test } from "vitest";
import { metricsAccess } from "./metricsAccess.ts";
import { Problem } from "./problem.ts";

function statusOf(admit: () => void): number {
  try {
    admit();
    return 200;
  } catch (error) {
    return error instanceof Problem ? error.status : 500;
  }
}

const token = "0123456789abcdef0123";

test.each([
  ["whoever has the token", { token, localOnly: false }, `Bearer ${token}`, 200],
  ["nobody with another", { token, localOnly: false }, "Bearer 0123456789abcdef0124", 401],
  ["nobody without", { token, localOnly: false }, undefined, 401],
  ["nobody at all while none is set", { token: undefined, localOnly: false }, "Bearer ", 403],
  ["this machine in development", { token: undefined, localOnly: true }, undefined, 200],
  ["even there nobody without it where one is set", { token, localOnly: true }, undefined, 401],
])("%s reads the metrics", (_who, options, authorization, status) => {
  expect(statusOf(() => metricsAccess(options)(authorization))).toBe(status);
});
