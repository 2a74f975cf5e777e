import type { Logger } from "pino";
import { openBareClone } from "./bareClone.ts";
import type { Person } from "./commitObject.ts";
import { CourteousPace } from "./courteousPace.ts";
import { type Credentials, type CredentialsSource, openGitConnection } from "./gitConnection.ts";
import { type GitObserver, observedBranch, observedClone } from "./gitObserver.ts";
import { GitStoresRepository, type InTurn } from "./gitStoresRepository.ts";
import type { PushPace } from "./pushPace.ts";
import { type RemoteBranch, smartHttpBranch } from "./remoteBranch.ts";
import { openCommitSigner, trustedKeys } from "./sshSignature.ts";
import type { MergeText } from "./threeWayMerge.ts";
import { TrackedBranch } from "./trackedBranch.ts";

export interface GitStoresRepositoryOptions {
  /** Smart-HTTP address of the stores repository, without credentials. */
  readonly url: string;
  readonly branch: string;
  readonly credentials?: Credentials | CredentialsSource | undefined;
  /** Folder of the bare clone; may be lost at any time. Only one process may use it. */
  readonly folder: string;
  /** Ed25519 private key, PKCS8 PEM. */
  readonly signingKey: string;
  /** Further public keys (PEM or OpenSSH) whose commits are believed, after a change of key. */
  readonly trustedKeys?: string | undefined;
  readonly committer?: Person | undefined;
  /** Tried by a revert whose changes meet later ones in neighbouring lines. */
  readonly mergeText?: MergeText | undefined;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly observer?: GitObserver | undefined;
  /** Milliseconds until a change is answered, whatever happens; 30 seconds unless given. */
  readonly commitLimitMs?: number | undefined;
  /** Milliseconds that one push may take; 20 seconds unless given. */
  readonly pushLimitMs?: number | undefined;
  /** Milliseconds that one fetch may take; 20 seconds unless given. */
  readonly fetchLimitMs?: number | undefined;
  /** How commits get to the server; as packs over smart HTTP unless given. */
  readonly remote?: RemoteBranch | undefined;
  readonly pace?: PushPace | undefined;
  /** How replicas take turns while they push at once. */
  readonly inTurn?: InTurn | undefined;
  readonly largestBatch?: number | undefined;
}

/**
 * Opens the stores repository on any Git server that speaks smart HTTP. Resolves at once: while the remote is down or empty,
 * `snapshot()` is undefined and it is tried again in the background until `close()`.
 * @throws Error when a key is none.
 */
export async function openGitStoresRepository(options: GitStoresRepositoryOptions): Promise<GitStoresRepository> {
  const signer = openCommitSigner(options.signingKey);
  const trusted = trustedKeys([signer.publicKey, ...(options.trustedKeys ? [options.trustedKeys] : [])]);
  const { url, branch: name, folder, log, observer, credentials: given } = options;
  const credentials = typeof given === "object" ? async () => given : given;
  const connection = openGitConnection(url, credentials);
  const courtesy = new CourteousPace();
  const pushLimitMs = options.pushLimitMs ?? 20_000;
  const plainRemote = options.remote ?? smartHttpBranch({ branch: name, connection, pushLimitMs, pace: courtesy, log });
  const plainClone = openBareClone({
    url,
    branch: name,
    credentials,
    connection,
    folder,
    fetchLimitMs: options.fetchLimitMs ?? 20_000,
  });
  const remote = observer ? observedBranch(plainRemote, observer) : plainRemote;
  const clone = observer ? observedClone(plainClone, observer) : plainClone;
  const branch = new TrackedBranch({ remote, clone, trusted, log });
  const repository = new GitStoresRepository({
    branch,
    remote,
    log,
    signer,
    committer: options.committer ?? { name: "Storeplane", email: "storeplane@localhost" },
    mergeText: options.mergeText,
    commitLimitMs: options.commitLimitMs ?? 30_000,
    pace: options.pace ?? courtesy,
    contention: options.pace === undefined ? courtesy : undefined,
    inTurn: options.inTurn,
    largestBatch: options.largestBatch,
  });
  // Most of the time the remote is up, and the first answer may as well hold the stores.
  await Promise.race([branch.opened, new Promise((resolve) => setTimeout(resolve, 3000).unref())]);
  return repository;
}
