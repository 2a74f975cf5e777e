import { expect, test } from "vitest";
import { InvalidCursorError } from "./errors.ts";
import { storeLister } from "./listStores.ts";
import type { StatusPhase, Store } from "./store.ts";

function store(name: string, phase: StatusPhase = "Ready", owner = "alice", createdAt = "2026-01-01T00:00:00Z"): Store {
  return {
    name,
    path: "",
    displayName: name.toUpperCase(),
    engine: "medusa",
    chartVersion: "1.0.0",
    owner,
    cluster: "in-cluster",
    suspended: false,
    status: { phase, reason: "", progress: { healthy: 0, total: 0 }, observedAt: "" },
    links: { shop: "", platform: "" },
    createdAt,
  };
}

const many = Array.from({ length: 250 }, (_, index) => store(`s${String(index).padStart(5, "0")}`));
const index = (stores: Store[], version = 1) => ({ stores: new Map(stores.map((one) => [one.name, one])), version });

test("pages through all stores without missing or repeating one, even when some go meanwhile", () => {
  const stores = new Map(many.map((one) => [one.name, one]));
  const source = { stores, version: 1 };
  const list = storeLister(source);
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = list({ sort: "name", limit: 40, cursor });
    seen.push(...page.items.map(({ name }) => name));
    cursor = page.nextCursor;
    if (seen.length === 40) {
      stores.delete("s00039");
      source.version = 2;
    }
  } while (cursor !== undefined);
  expect(seen).toEqual(many.map(({ name }) => name));
});

test("filters by owner, phase, engine and words of the name", () => {
  const list = storeLister(index([store("acme"), store("beta", "Failed"), store("gamma", "Ready", "bob")]));
  const names = (query: object) => list({ sort: "name", limit: 10, ...query }).items.map(({ name }) => name);
  expect(names({ owner: "bob" })).toEqual(["gamma"]);
  expect(names({ status: ["Failed", "Degraded"] })).toEqual(["beta"]);
  expect(names({ engine: "woocommerce" })).toEqual([]);
  expect(names({ search: " ACM" })).toEqual(["acme"]);
});

test("sorts both ways, by name where all else is equal", () => {
  const list = storeLister(
    index([
      store("b", "Ready", "a", "2026-01-02"),
      store("a", "Ready", "a", "2026-01-02"),
      store("c", "Failed", "a", "2026-01-01"),
    ]),
  );
  const names = (sort: "createdAt" | "-createdAt" | "status") => list({ sort, limit: 9 }).items.map(({ name }) => name);
  expect(names("createdAt")).toEqual(["c", "a", "b"]);
  expect(names("-createdAt")).toEqual(["b", "a", "c"]);
  expect(names("status")).toEqual(["c", "a", "b"]);
});

test("a cursor that isn't ours is refused", () => {
  expect(() => storeLister(index([]))({ sort: "name", limit: 1, cursor: "bogus" })).toThrow(InvalidCursorError);
});
