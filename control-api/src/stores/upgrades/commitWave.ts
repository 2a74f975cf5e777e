import { createHash } from "node:crypto";
import type { UpgradePlan } from "../../db/upgradePlans.ts";
import {
  ChangeRefusedError,
  IdempotencyKeyReusedError,
  NothingToCommitError,
  PreconditionFailedError,
} from "../../git/errors.ts";
import { requireValid } from "../changeRequest.ts";
import { InvalidChangeError } from "../errors.ts";
import type { StoreFile } from "../storeFiles.ts";
import type { StoresContext } from "../storesContext.ts";
import { editOf } from "../updateStore.ts";
import { withBackup } from "../upgradeStore.ts";
import { valuesFileVersion } from "./valuesFileVersion.ts";

/** A store whose upgrade can't be committed, for a reason that trying again doesn't mend. */
export class WaveRefusedError extends Error {
  override readonly name = "WaveRefusedError";
}

/**
 * Commits the stores of a wave that aren't yet: each its own commit, all in one push where they fit. The same store is never
 * committed twice for one upgrade, whoever asks and how often.
 * @throws WaveRefusedError, and errors of Git that pass, such as GitUnavailableError
 */
export async function commitWave(
  { repository, view, backups }: Pick<StoresContext, "repository" | "view" | "backups">,
  plan: UpgradePlan,
  wave: { readonly number: number; readonly of: number; readonly names: readonly string[] },
): Promise<void> {
  const files = wave.names.flatMap((name) => view.files.get(name) ?? []);
  // All are looked at before any is committed: a wave that can't be whole isn't begun.
  for (const file of files) await check(file);
  const results = await Promise.allSettled(files.map(commit));
  const faults = results.flatMap((result, index) =>
    result.status === "rejected" ? [{ name: files[index]?.name ?? "", error: result.reason as unknown }] : [],
  );
  const refused = faults.find(({ error }) => isForGood(error));
  if (refused) throw new WaveRefusedError(`${refused.name}: ${wordsOf(refused.error)}`, { cause: refused.error });
  const passing = faults.find(({ error }) => !isSettled(error));
  if (passing) throw passing.error;

  async function check(file: StoreFile): Promise<void> {
    const { path, text } = file.file;
    try {
      await requireValid(repository, { path, before: text, after: (await editFor(file))(text) });
    } catch (error) {
      if (!(error instanceof InvalidChangeError)) throw error;
      throw new WaveRefusedError(`${file.name}: ${wordsOf(error)}`, { cause: error });
    }
  }

  async function editFor(file: StoreFile) {
    return editOf(file, await withBackup({ backups }, file, { chartVersion: plan.to }));
  }

  async function commit(file: StoreFile) {
    const from = plan.stores.find(({ name }) => name === file.name)?.from;
    const edit = await editFor(file);
    return await repository.commit({
      operation: "update",
      subject: upgradeSubject(file.name, plan.to),
      body: `Wave ${wave.number} of ${wave.of} of upgrade ${plan.id}.`,
      actor: plan.actor,
      requestId: createHash("sha256").update(`upgrade ${plan.id} ${file.name}`).digest("hex").slice(0, 32),
      upgrade: plan.id,
      ...(plan.reason !== undefined && { reason: plan.reason }),
      edits: [
        {
          path: file.file.path,
          precondition: { kind: "present" },
          // Whoever was quicker and moved it elsewhere keeps what they did.
          apply: (text) => (text !== undefined && valuesFileVersion(text) !== from ? text : edit(text)),
        },
      ],
    });
  }
}

export function upgradeSubject(name: string, to: string): string {
  return `upgrade store ${name} to ${to}`;
}

function isForGood(error: unknown): boolean {
  return (
    error instanceof ChangeRefusedError ||
    error instanceof InvalidChangeError ||
    error instanceof IdempotencyKeyReusedError
  );
}

/** The store went, or is where it should be: the next look tells. */
function isSettled(error: unknown): boolean {
  return error instanceof NothingToCommitError || error instanceof PreconditionFailedError;
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return "it can't be committed";
  const problems = error instanceof InvalidChangeError ? error.problems : [];
  return [error.message, ...problems.map(({ pointer, detail }) => `${pointer} ${detail}`)].join(" ");
}
