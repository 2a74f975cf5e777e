/** A share of the stores: the files that one ApplicationSet covers. */
export interface Partition {
  readonly name: string;
  /** File patterns in Argo CD's new globbing (doublestar). */
  readonly patterns: readonly string[];
}

/**
 * Where names crowd, their first letter is split by ranges of the second. The last range of a letter also takes names that go on
 * with a digit or a hyphen, or end there. Fixed for good: a set that is live is never split again, since its Applications would
 * change hands.
 */
const splits: Readonly<Record<string, readonly string[]>> = {
  a: ["a-k", "l-m", "n-q", "r-z"],
  b: ["a-d", "e-h", "i-n", "o-q", "r-z"],
  c: ["a-d", "e-h", "i-n", "o-q", "r-z"],
  d: ["a-d", "e-h", "i-n", "o-z"],
  e: ["a-m", "n-z"],
  f: ["a-h", "i-n", "o-z"],
  g: ["a-h", "i-n", "o-z"],
  h: ["a-d", "e-n", "o-z"],
  k: ["a-h", "i-z"],
  l: ["a-d", "e-h", "i-z"],
  m: ["a-d", "e-h", "i-n", "o-z"],
  n: ["a-h", "i-z"],
  p: ["a-d", "e-k", "l-n", "o-z"],
  r: ["a-d", "e-h", "i-z"],
  s: ["a-d", "e-g", "h-k", "l-n", "o-q", "r-t", "u-z"],
  t: ["a-g", "h-k", "l-o", "p-z"],
};

const letters = "abcdefghijklmnopqrstuvwxyz";

/** All partitions: every legal name of a store is covered by exactly one pattern of one of them. */
export const partitions: readonly Partition[] = [
  { name: "0-9", patterns: ["stores/[0-9]/[0-9]*.yaml"] },
  ...[...letters].flatMap((letter) => partitionsOf(letter)),
];

function partitionsOf(letter: string): Partition[] {
  const ranges = splits[letter];
  if (!ranges) return [{ name: letter, patterns: [`stores/${letter}/${letter}*.yaml`] }];
  return ranges.map((range, index) => {
    const patterns = [`stores/${letter}/${letter}[${range}]*.yaml`];
    if (index === ranges.length - 1) {
      patterns.push(
        `stores/${letter}/${letter}[0-9]*.yaml`,
        `stores/${letter}/${letter}-*.yaml`,
        `stores/${letter}/${letter}.yaml`,
      );
    }
    return { name: `${letter}-${range}`, patterns };
  });
}
