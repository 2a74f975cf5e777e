import { vi } from "vitest";

/**
 * Loaded before each test file: what a test waits for has 20 seconds, not one, since a machine that runs the others beside it is busy.
 * Waiting ends when it has come, so this makes no test slower that passes.
 */
const patience = { timeout: 20_000 };
const { waitFor } = vi;
vi.waitFor = (check, options) => waitFor(check, typeof options === "number" ? options : { ...patience, ...options });
