import type { UpgradePlan } from "../../db/upgradePlans.ts";
import type { Commit, StoresRepository } from "../../git/storesRepository.ts";
import { storePath } from "../storePath.ts";
import type { StoresView } from "../storesView.ts";
import { type StoreStep, stepOf } from "./upgradeProgress.ts";
import { wavesOf } from "./waves.ts";

/** How far back the commit of an upgrade is looked for in a store's history, in commits. */
const lookedAt = 100;

/** Each store's step, wave by wave. */
export async function readProgress(
  { repository, view }: { readonly repository: StoresRepository; readonly view: StoresView },
  plan: UpgradePlan,
  now = Date.now(),
): Promise<StoreStep[][]> {
  const step = async (store: UpgradePlan["stores"][number]): Promise<StoreStep> => {
    const found = view.files.get(store.name);
    const settings = found?.values?.store;
    return stepOf(
      plan,
      store,
      {
        own: await ownCommit(repository, store.name, plan.id),
        status: view.stores.get(store.name)?.status,
        ...(found && settings && { file: { chartVersion: settings.chartVersion, lastCommit: found.file.lastCommit } }),
      },
      now,
    );
  };
  return await Promise.all(wavesOf(plan).map((wave) => Promise.all(wave.map(step))));
}

/** Believed for its signature: nobody else's commit can claim to be part of an upgrade. */
async function ownCommit(repository: StoresRepository, name: string, id: string): Promise<Commit | undefined> {
  const history = await repository.history({ path: storePath(name), limit: lookedAt });
  return history.find((commit) => commit.verified && commit.upgrade === id);
}
