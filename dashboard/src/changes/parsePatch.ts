export interface PatchLine {
  readonly kind: "context" | "added" | "removed";
  readonly text: string;
  /** Line number before the change; absent on added lines. */
  readonly before?: number;
  /** Line number after the change; absent on removed lines. */
  readonly after?: number;
}

export interface Hunk {
  readonly beforeStart: number;
  readonly afterStart: number;
  readonly lines: readonly PatchLine[];
}

const HUNK_HEAD = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Reads the hunks of one file's unified diff. What it doesn't know, such as file headers, it leaves out. */
export function parsePatch(patch: string): Hunk[] {
  const hunks: Hunk[] = [];
  let lines: PatchLine[] = [];
  let before = 0;
  let after = 0;
  let beforeLeft = 0;
  let afterLeft = 0;

  for (const raw of patch.split("\n")) {
    const head = HUNK_HEAD.exec(raw);
    // Counting the lines of a hunk down tells its lines from headers that look like them ("--- a/x").
    if (head !== null && beforeLeft <= 0 && afterLeft <= 0) {
      before = Number(head[1]);
      after = Number(head[3]);
      beforeLeft = Number(head[2] ?? 1);
      afterLeft = Number(head[4] ?? 1);
      lines = [];
      hunks.push({ beforeStart: before, afterStart: after, lines });
      continue;
    }
    const inHunk = beforeLeft > 0 || afterLeft > 0;
    // An empty context line is a space; a line without anything is the end of the text.
    if (!inHunk || raw === "") continue;
    const text = raw.slice(1);
    if (raw.startsWith("+")) {
      lines.push({ kind: "added", text, after });
      after += 1;
      afterLeft -= 1;
    } else if (raw.startsWith("-")) {
      lines.push({ kind: "removed", text, before });
      before += 1;
      beforeLeft -= 1;
    } else if (!raw.startsWith("\\")) {
      lines.push({ kind: "context", text, before, after });
      before += 1;
      after += 1;
      beforeLeft -= 1;
      afterLeft -= 1;
    }
  }
  return hunks;
}

/** The hunks that undo these: what was added goes, what was removed comes back, removals first as diffs are read. */
export function reverseHunks(hunks: readonly Hunk[]): Hunk[] {
  return hunks.map((hunk) => ({
    beforeStart: hunk.afterStart,
    afterStart: hunk.beforeStart,
    lines: removalsFirst(hunk.lines.map(reverseLine)),
  }));
}

function reverseLine(line: PatchLine): PatchLine {
  return {
    kind: line.kind === "added" ? "removed" : line.kind === "removed" ? "added" : "context",
    text: line.text,
    ...(line.after === undefined ? {} : { before: line.after }),
    ...(line.before === undefined ? {} : { after: line.before }),
  };
}

function removalsFirst(lines: readonly PatchLine[]): PatchLine[] {
  const ordered: PatchLine[] = [];
  let added: PatchLine[] = [];
  for (const line of lines) {
    if (line.kind === "added") {
      added.push(line);
      continue;
    }
    if (line.kind === "context") {
      ordered.push(...added);
      added = [];
    }
    ordered.push(line);
  }
  return [...ordered, ...added];
}
