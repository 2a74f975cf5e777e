import { commitMessage } from "./commitMessage.ts";
import { type Person, parseCommit, personOf, signedCommit } from "./commitObject.ts";
import { IdempotencyKeyReusedError, NothingToCommitError, PreconditionFailedError } from "./errors.ts";
import { type NewObject, newObject } from "./gitObject.ts";
import type { IndexedCommit } from "./historyIndex.ts";
import { encodePack } from "./pack.ts";
import type { FileChange } from "./rawDiff.ts";
import type { RepositoryState } from "./repositoryState.ts";
import type { CommitSigner } from "./sshSignature.ts";
import type { Change, CommitResult, FileEdit } from "./storesRepository.ts";
import { editTree, type ReadTree } from "./treeEdits.ts";

export interface StagingTools {
  readonly readTree: ReadTree;
  /** Id and text of a file of the tip; undefined when there is none. */
  readonly readFile: (state: RepositoryState, path: string) => Promise<StagedFile | undefined>;
  readonly signer: CommitSigner;
  readonly committer: Person;
}

export interface StagedFile {
  readonly id: string;
  readonly text: string;
}

/** Commits made on top of one state, one per change, that go to the remote in one push. Nothing is written anywhere. */
export class StagedCommits {
  readonly base: RepositoryState;
  readonly commits: IndexedCommit[] = [];
  readonly #objects = new Map<string, NewObject>();
  /** Texts of the new blobs. */
  readonly texts = new Map<string, string>();
  readonly #tools: StagingTools;
  readonly #files = new Map<string, StagedFile | undefined>();
  readonly #trees = new Map<string, Buffer>();
  #pack: { readonly objects: number; readonly content: Buffer } | undefined;

  constructor(base: RepositoryState, tools: StagingTools) {
    this.base = base;
    this.#tools = tools;
  }

  /** Each once, whatever the commits share: Git servers refuse a pack that holds an object twice. */
  get objects(): readonly NewObject[] {
    return [...this.#objects.values()];
  }

  get tip(): string {
    return this.commits.at(-1)?.commit.id ?? this.base.revision;
  }

  /** All objects so far in one pack, made once for as long as nothing is added. */
  pack(): Buffer {
    if (this.#pack?.objects !== this.#objects.size)
      this.#pack = { objects: this.#objects.size, content: encodePack(this.objects) };
    return this.#pack.content;
  }

  /**
   * Adds the commit of a change, or finds the one that the same request made before.
   * @throws PreconditionFailedError, NothingToCommitError, IdempotencyKeyReusedError, and what the edits throw
   */
  async add(change: Change): Promise<CommitResult> {
    const earlier = this.#byRequest(change.requestId);
    if (earlier) {
      if (earlier.bodyHash !== change.bodyHash) throw new IdempotencyKeyReusedError(earlier.commit.id);
      return { commit: earlier.commit, replayed: true };
    }
    const edited = new Map<string, StagedFile | undefined>();
    const before = new Map<string, StagedFile | undefined>();
    for (const edit of change.edits) {
      const current = edited.has(edit.path) ? edited.get(edit.path) : await this.#current(edit.path);
      if (!before.has(edit.path)) before.set(edit.path, current);
      edited.set(edit.path, applied(edit, current));
    }
    const changes = [...edited].flatMap(([path, after]) => changeOf(path, before.get(path), after));
    if (changes.length === 0 && !(change.operation === "confirm-deletions" && change.edits.length === 0)) {
      throw new NothingToCommitError("the change asks for what is there already; nothing was committed");
    }
    const entry = await this.#commit(change, changes, edited, before);
    for (const [path, file] of edited) this.#files.set(path, file);
    return { commit: entry.commit, replayed: false };
  }

  #byRequest(requestId: string): IndexedCommit | undefined {
    return this.base.index.byRequest(requestId) ?? this.commits.find((entry) => entry.commit.requestId === requestId);
  }

  async #current(path: string): Promise<StagedFile | undefined> {
    return this.#files.has(path) ? this.#files.get(path) : await this.#tools.readFile(this.base, path);
  }

  async #commit(
    change: Change,
    changes: readonly FileChange[],
    edited: ReadonlyMap<string, StagedFile | undefined>,
    before: ReadonlyMap<string, StagedFile | undefined>,
  ): Promise<IndexedCommit> {
    const { signer, committer } = this.#tools;
    const files = changes.map(({ path }) => ({ path, blob: blobOf(edited.get(path), before.get(path)) }));
    const root = this.commits.at(-1)?.tree ?? this.base.rootTree;
    const readTree: ReadTree = async (id) => this.#trees.get(id) ?? (await this.#tools.readTree(id));
    const { root: tree, trees } = await editTree(root, files, readTree);
    const object = signedCommit(
      {
        tree,
        parent: this.tip,
        author: personOf(change.actor, committer),
        committer,
        time: Math.floor(Date.now() / 1000),
        message: commitMessage(change),
      },
      signer,
    );
    const entry = { ...parseCommit(object.id, object.content, "ours"), changes };
    for (const { id, content } of trees) this.#trees.set(id, content);
    for (const { blob } of files) if (blob) this.texts.set(blob.id, blob.content.toString("utf8"));
    for (const made of [...files.flatMap(({ blob }) => blob ?? []), ...trees, object])
      if (!this.#objects.has(made.id)) this.#objects.set(made.id, made);
    this.commits.push(entry);
    return entry;
  }
}

/** @throws PreconditionFailedError, and what the edit throws */
function applied(edit: FileEdit, current: StagedFile | undefined): StagedFile | undefined {
  const { path, precondition } = edit;
  const holds = {
    absent: () => current === undefined,
    present: () => current !== undefined,
    blob: () => precondition.kind === "blob" && current?.id === precondition.blobId,
  };
  if (!holds[precondition.kind]()) throw new PreconditionFailedError(path, precondition.kind, current?.id);
  const text = edit.apply(current?.text);
  return text === undefined ? undefined : { id: newObject("blob", Buffer.from(text)).id, text };
}

function changeOf(path: string, before: StagedFile | undefined, after: StagedFile | undefined): FileChange[] {
  if (before?.id === after?.id) return [];
  return [{ path, ...(before && { before: before.id }), ...(after && { after: after.id }) }];
}

function blobOf(after: StagedFile | undefined, before: StagedFile | undefined): NewObject | undefined {
  if (!after) return undefined;
  return newObject("blob", Buffer.from(after.text), before && { id: before.id, content: Buffer.from(before.text) });
}
