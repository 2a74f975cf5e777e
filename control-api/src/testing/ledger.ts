/** Holds what callers were told against what the history says. */
import type { Sent } from "./creators.ts";

export interface Tally {
  readonly sent: number;
  readonly acknowledged: number;
  /** Of those sent, how many have a commit. */
  readonly inGit: number;
  /** Names that were acknowledged, and whose commit is not in the history. */
  readonly lost: readonly string[];
  /** Names that have more than one commit. */
  readonly twice: readonly string[];
}

/** @param readRepository runs Git in the served repository and returns its output */
export async function tally(
  sent: readonly Sent[],
  readRepository: (...args: readonly string[]) => Promise<string>,
): Promise<Tally> {
  const made = new Map<string, string[]>();
  for (const line of (await readRepository("log", "--format=%H %s", "main")).split("\n")) {
    const [, id, name] = /^(\w+) create store (\S+) /.exec(line) ?? [];
    if (id !== undefined && name !== undefined) made.set(name, [...(made.get(name) ?? []), id]);
  }
  const acknowledged = sent.filter(({ commit }) => commit !== undefined);
  const commitsOf = ({ name }: Sent) => made.get(name) ?? [];
  return {
    sent: sent.length,
    acknowledged: acknowledged.length,
    inGit: sent.filter((request) => commitsOf(request).length > 0).length,
    lost: acknowledged.filter((request) => !commitsOf(request).includes(request.commit ?? "")).map(({ name }) => name),
    twice: sent.filter((request) => commitsOf(request).length > 1).map(({ name }) => name),
  };
}
