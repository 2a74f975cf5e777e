import { copyFile, mkdir, rename, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { removeLeftoversOfKilledServer } from "./deadLeftovers.ts";
import { git } from "./gitProcess.ts";

const hook = join(import.meta.dirname, "hooks", "pre-receive");

/** Kept in the repository's own configuration, so that every way into it obeys them. */
const settings: Readonly<Record<string, string>> = {
  "receive.denyNonFastForwards": "true",
  "receive.denyDeletes": "true",
  "receive.denyDeleteCurrent": "refuse",
  "receive.fsckObjects": "true",
  "receive.maxInputSize": "64m",
  "receive.unpackLimit": "16",
  // A push waits for nobody's housekeeping: the server does it when it is quiet.
  "receive.autogc": "false",
  "gc.auto": "0",
  "receive.updateServerInfo": "false",
  // A commit that was reported as pushed survives a power cut: objects, packs and refs reach the disk, the loose objects of
  // one push by one flush for all of them (`batch`) instead of one each.
  "core.fsync": "loose-object,pack,pack-metadata,reference",
  "core.fsyncMethod": "batch",
  "core.logAllRefUpdates": "true",
  "uploadpack.allowFilter": "true",
  "uploadpack.allowAnySHA1InWant": "true",
  "http.receivepack": "true",
};

/**
 * Makes the bare repository when it is missing and (again) its settings and hook, and frees it of what killed processes left. Safe
 * to repeat and to interrupt.
 * @throws GitProcessError when Git refuses.
 */
export async function prepareBareRepository(repository: string, branch: string): Promise<void> {
  await removeLeftoversOfKilledServer(repository);
  const exists = await stat(join(repository, "HEAD")).then(
    () => true,
    () => false,
  );
  if (!exists) {
    await mkdir(dirname(repository), { recursive: true });
    await git(["init", "--quiet", "--bare", `--initial-branch=${branch}`, repository], { repository });
  }
  for (const [key, value] of Object.entries(settings)) await git(["config", key, value], { repository });
  await mkdir(join(repository, "hooks"), { recursive: true });
  // Renamed into place: a push never meets half a hook.
  const installing = join(repository, "hooks", `.pre-receive.${process.pid}`);
  await copyFile(hook, installing);
  await rename(installing, join(repository, "hooks", "pre-receive"));
}
