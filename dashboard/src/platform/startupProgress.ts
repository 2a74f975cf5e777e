import type { StartupPart } from "../api/types.ts";

/** How far the platform's own start is. */
export interface StartupProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: readonly StartupPart[];
  readonly running: readonly StartupPart[];
}

/** Sums up the parts; undefined when there is nothing (more) to wait for. */
export function startupProgress(parts: readonly StartupPart[]): StartupProgress | undefined {
  const done = parts.filter((part) => part.state === "done").length;
  if (done === parts.length) return undefined;
  return {
    done,
    total: parts.length,
    failed: parts.filter((part) => part.state === "failed"),
    running: parts.filter((part) => part.state === "running"),
  };
}
