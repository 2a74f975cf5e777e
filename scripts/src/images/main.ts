import { statSync } from "node:fs";
import { buildImages } from "./buildImages.ts";

const started = performance.now();
const elapsed = () => `${((performance.now() - started) / 1000).toFixed(1).padStart(6)} s`;
const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.once(signal, () => stop.abort(new Error(`Stopped by ${signal}.`)));

let doing = "looking into the cache";
const heartbeat = setInterval(() => console.log(`${elapsed()}  … ${doing}`), 15_000);
try {
  const images = await buildImages({
    signal: stop.signal,
    progress: (detail) => {
      doing = detail;
      console.log(`${elapsed()}  ${detail}`);
    },
  });
  for (const { reference, archive, built, seconds } of images) {
    const size = (statSync(archive).size / 1e6).toFixed(1);
    console.log(`${reference}  ${size} MB  ${built ? `built in ${seconds} s` : "from the cache"}  ${archive}`);
  }
  console.log(`${elapsed()}  done`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  clearInterval(heartbeat);
}
