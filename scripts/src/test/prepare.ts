import { ensureBinaries } from "../tools/binaries.ts";
import { ensureCustomResources } from "../tools/customResources.ts";
import { ensureDebianPackages } from "../tools/debianPackages.ts";
import { ensurePromtool } from "../tools/promtool.ts";
import { ensureRclone } from "../tools/rclone.ts";
import { ensureRestic } from "../tools/restic.ts";

/** Reports under the name of a part, each new word once. */
const reporter =
  (part: string) =>
  (detail: string): void =>
    console.log(`${part}: ${detail}`);

/** What tests need besides npm's packages: Helm and its like, promtool, restic, rclone, and for the journeys a browser. Installs what is missing. */
export async function prepareTests(options: { browser: boolean }): Promise<void> {
  let last = 0;
  await ensureBinaries((detail) => {
    // A build reports each second, for hundreds of them.
    if (Date.now() - last < 15_000) return;
    last = Date.now();
    reporter("Binaries")(detail);
  });
  await ensureCustomResources(reporter("Custom resources"));
  await ensurePromtool(reporter("promtool"));
  await ensureRestic(reporter("restic"));
  await ensureRclone(reporter("rclone"));
  if (options.browser) await ensureDebianPackages(["chromium"], reporter("Browser"));
}
