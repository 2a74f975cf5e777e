/** What can be asked of upgrades of many stores, free of HTTP. */
import { createHash, randomUUID } from "node:crypto";
import type { UpgradePlan, UpgradePlans } from "../../db/upgradePlans.ts";
import { IdempotencyKeyReusedError } from "../../git/errors.ts";
import { InvalidChangeError, UpgradeBusyError, UpgradeNotFoundError } from "../errors.ts";
import type { Requester } from "../storesApplication.ts";
import type { StoresContext } from "../storesContext.ts";
import { upgradeSubject } from "./commitWave.ts";
import { planUpgrade, type UpgradeRequest } from "./planUpgrade.ts";
import { readProgress } from "./readProgress.ts";
import type { StoreStep } from "./upgradeProgress.ts";
import { wavesOf } from "./waves.ts";

export interface UpgradeProgress {
  readonly plan: UpgradePlan;
  readonly waves: readonly (readonly StoreStep[])[];
}

/** What an upgrade would do. Nothing is written anywhere. */
export interface UpgradePreview {
  readonly to: string;
  readonly waves: readonly (readonly { readonly name: string; readonly from: string; readonly subject: string }[])[];
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];
}

/** All but the preview throw DatabaseUnavailableError. */
export interface UpgradesApplication {
  /** @throws InvalidChangeError */
  preview(request: UpgradeRequest): Promise<UpgradePreview>;
  /** Begins with the first wave as soon as it is kept. @throws InvalidChangeError, UpgradeBusyError, IdempotencyKeyReusedError */
  begin(request: UpgradeRequest, by: Requester): Promise<UpgradeProgress>;
  list(limit: number): Promise<readonly UpgradePlan[]>;
  /** @throws UpgradeNotFoundError */
  get(id: string): Promise<UpgradeProgress>;
  /** No further wave begins; what is committed stays. @throws UpgradeNotFoundError, UpgradeBusyError */
  stop(id: string, by: string): Promise<UpgradeProgress>;
  /** Goes on where it stopped; with `skipFailed` without the stores that failed. @throws as `stop` */
  resume(id: string, skipFailed: boolean): Promise<UpgradeProgress>;
}

export function upgradesApplication(
  context: Pick<StoresContext, "repository" | "catalogue" | "view" | "backups" | "changeMode"> & {
    readonly plans: UpgradePlans;
    /** Called when there is something new to drive. */
    readonly wake: () => void;
  },
): UpgradesApplication {
  const { plans, wake } = context;

  async function require(id: string): Promise<UpgradePlan> {
    const plan = await plans.get(id);
    if (!plan) throw new UpgradeNotFoundError(`There is no upgrade ${id}: GET /api/upgrades lists those there were.`);
    return plan;
  }
  const progressOf = async (plan: UpgradePlan): Promise<UpgradeProgress> => ({
    plan,
    waves: await readProgress(context, plan),
  });
  const busy = (id: string) =>
    new UpgradeBusyError(`Upgrade ${id} of this engine is under way: wait until it is done, or stop it.`);

  return {
    async preview(request) {
      const { to, stores, problems } = await planUpgrade(context, request);
      const waves = wavesOf({ ...request, stores });
      return {
        to,
        problems,
        waves: waves.map((wave) => wave.map(({ name, from }) => ({ name, from, subject: upgradeSubject(name, to) }))),
      };
    },
    async begin(request, by) {
      const id = by.idempotencyKey === undefined ? randomUUID() : hash([by.id, by.idempotencyKey]);
      const bodyHash = hash(by.body);
      const known = by.idempotencyKey === undefined ? undefined : await plans.get(id);
      const { to, stores, problems } = known ? { ...known, problems: [] } : await planUpgrade(context, request);
      if (problems.length > 0)
        throw new InvalidChangeError("The upgrade can't be done as it is asked for: see errors.", problems);
      const now = new Date();
      const plan: UpgradePlan = {
        id,
        engine: request.engine,
        to,
        actor: by.id,
        stores,
        canary: request.canary,
        batchSize: request.batchSize,
        readyWithin: request.readyWithinSeconds,
        skipped: [],
        createdAt: now,
        beganAt: now,
        state: "running",
        ...(request.reason !== undefined && { reason: request.reason }),
      };
      const kept = await plans.add(plan, bodyHash);
      if (kept === "added") {
        wake();
        return progressOf(plan);
      }
      if ("busy" in kept) throw busy(kept.busy);
      if (!kept.sameBody) throw new IdempotencyKeyReusedError(kept.known.id);
      return progressOf(kept.known);
    },
    list: (limit) => plans.list(limit),
    get: async (id) => progressOf(await require(id)),
    async stop(id, by) {
      const plan = await require(id);
      const ended = await plans.end(id, "stopped", `${by} stopped it.`);
      if (!ended) throw new UpgradeBusyError(`Upgrade ${id} is ${plan.state} already.`);
      return progressOf(ended);
    },
    async resume(id, skipFailed) {
      const plan = await require(id);
      if (plan.state !== "stopped")
        throw new UpgradeBusyError(`Upgrade ${id} is ${plan.state}: only a stopped one resumes.`);
      const failed = (await progressOf(plan)).waves.flat().filter(({ state }) => state === "failed");
      const resumed = await plans.resume(id, skipFailed ? failed.map(({ name }) => name) : []);
      if (!resumed) throw new UpgradeBusyError(`Upgrade ${id} isn't stopped any more.`);
      if ("busy" in resumed) throw busy(resumed.busy);
      wake();
      return progressOf(resumed);
    },
  };
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}
