import { fileURLToPath } from "node:url";
import { constants, gzipSync } from "node:zlib";
import { build } from "vite";
import { afterEach, expect, it, vi } from "vitest";

/** What a shopper's first page may cost, compressed as the image compresses it. */
const MOST_BYTES = 120_000;
/** What must come only when it is asked for. */
const LATER = /(Checkout|Order|FindOrder|Account|SignIn|Register|Search)Page\.tsx$/;

afterEach(() => vi.unstubAllEnvs());

it("loads at most 120 KB of compressed JavaScript for the first page", { timeout: 120_000 }, async () => {
  // Vitest says "test", for which React is a larger one that nobody is sent.
  vi.stubEnv("NODE_ENV", "production");
  const root = fileURLToPath(new URL(".", import.meta.url));
  const built = await build({ root, logLevel: "error", build: { write: false } });
  if (!("output" in built)) throw new Error("vite built more than one shop");
  const chunks = new Map(built.output.flatMap((file) => (file.type === "chunk" ? [[file.fileName, file]] : [])));
  const first = new Set([...chunks.values()].filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName));
  for (const name of first) for (const imported of chunks.get(name)?.imports ?? []) first.add(imported);
  const loaded = [...first].flatMap((name) => chunks.get(name) ?? []);
  const bytes = loaded.reduce(
    (sum, { code }) => sum + gzipSync(code, { level: constants.Z_BEST_COMPRESSION }).length,
    0,
  );
  console.log(`first load: ${(bytes / 1000).toFixed(1)} KB of gzip in ${loaded.length} files`);
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.flatMap(({ moduleIds }) => moduleIds).filter((id) => LATER.test(id))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});
