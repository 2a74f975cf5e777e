import { spawn } from "node:child_process";
import { once } from "node:events";
import { storePath } from "../../stores/storePath.ts";

export interface ImportedCommit {
  readonly message: string;
  /** Text by path. */
  readonly files: Readonly<Record<string, string>>;
}

const firstTime = 1_700_000_000;

/** One commit per store, in order. */
export function* storeCommits(names: Iterable<string>, textOf: (name: string) => string): Generator<ImportedCommit> {
  for (const name of names) yield { message: `add ${name}`, files: { [storePath(name)]: textOf(name) } };
}

/**
 * Appends commits to the branch `main` of a bare repository, past every hook: ten thousand take some seconds.
 * @throws Error when Git refuses.
 */
export async function importCommits(repository: string, commits: Iterable<ImportedCommit>): Promise<void> {
  const child = spawn("git", ["--git-dir", repository, "fast-import", "--quiet"], {
    stdio: ["pipe", "ignore", "inherit"],
  });
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  const lines: string[] = [];
  let count = 0;
  for (const { message, files } of commits) {
    lines.push(`commit refs/heads/main\ncommitter Ada <ada@example.com> ${firstTime + count} +0000\n${data(message)}`);
    if (count === 0) lines.push(await parentLine(repository));
    for (const [path, text] of Object.entries(files)) lines.push(`M 100644 inline ${path}\n${data(text)}`);
    count += 1;
  }
  child.stdin.end(lines.join(""));
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`git fast-import failed with ${code}`);
}

/** What the first commit stands on, where the branch is there already. */
async function parentLine(repository: string): Promise<string> {
  const child = spawn("git", ["--git-dir", repository, "rev-parse", "--verify", "--quiet", "refs/heads/main"], {
    stdio: "ignore",
  });
  const [code] = await once(child, "close");
  return code === 0 ? "from refs/heads/main^0\n" : "";
}
