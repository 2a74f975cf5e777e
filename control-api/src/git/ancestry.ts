/** A run of commits, each the first child of the one before; nearly all commits of a branch are in one. */
interface Chain {
  /** Where it was left or merged into: parents outside of the chain, by position in the chain. */
  readonly joins: { readonly position: number; readonly parent: string }[];
  length: number;
}

interface Place {
  readonly chain: Chain;
  readonly position: number;
}

/** Who descends from whom, answered in steps of whole chains: constant time in a linear history, a step per merge otherwise. */
export class Ancestry {
  readonly #places = new Map<string, Place>();

  /** Parents first. */
  append(id: string, parents: readonly string[]): void {
    const [first] = parents;
    const parent = first === undefined ? undefined : this.#places.get(first);
    const continues = parent !== undefined && parent.position === parent.chain.length - 1;
    const chain: Chain = continues ? parent.chain : { joins: [], length: 0 };
    const position = chain.length;
    chain.length += 1;
    for (const other of continues ? parents.slice(1) : parents) chain.joins.push({ position, parent: other });
    this.#places.set(id, { chain, position });
  }

  /** True when both are known and `ancestor` is `descendant` or one of its ancestors. */
  isAncestor(ancestor: string, descendant: string): boolean {
    const wanted = this.#places.get(ancestor);
    const start = this.#places.get(descendant);
    if (!wanted || !start) return false;
    const visited = new Map<Chain, number>();
    const open: Place[] = [start];
    for (let place = open.pop(); place; place = open.pop()) {
      const { chain, position } = place;
      const done = visited.get(chain) ?? -1;
      if (done >= position) continue;
      visited.set(chain, position);
      if (chain === wanted.chain && position >= wanted.position) return true;
      for (const join of chain.joins) {
        if (join.position > position) break;
        const parent = join.position > done ? this.#places.get(join.parent) : undefined;
        if (parent) open.push(parent);
      }
    }
    return false;
  }
}
