import Handlebars from "handlebars";
import type { Change, FileDiff } from "../storesRepository.ts";
import { unifiedPatch } from "../unifiedPatch.ts";

interface TextParts {
  readonly actor: string;
  readonly reason: string;
  readonly requestId: string;
  readonly fence: string;
  readonly files: readonly { readonly path: string; readonly patch: string }[];
  readonly cut: boolean;
}

const template = Handlebars.compile<TextParts>(
  `**{{actor}}** asks for this change.
{{#if reason}}

> {{reason}}
{{/if}}
{{#each files}}

\`{{path}}\`

{{../fence}}diff
{{patch}}
{{../fence}}
{{/each}}
{{#if cut}}

The rest is on the tab with the changed files.
{{/if}}

Merging it makes the change; closing it drops it. Request \`{{requestId}}\`.
`,
  { noEscape: true, strict: true },
);

/** GitHub takes 65,536 characters. */
const mostPatchCharacters = 40_000;
const mostTitleCharacters = 200;

/** Title and description of the pull request for a change. What callers sent can neither call people nor draw anything. */
export function pullRequestText(
  change: Change,
  files: readonly FileDiff[],
): { readonly title: string; readonly body: string } {
  const patches = files.map((file) => ({ path: file.path, patch: unifiedPatch(file).trimEnd() }));
  const shown: typeof patches = [];
  let room = mostPatchCharacters;
  for (const { path, patch } of patches) {
    if (room <= 0) break;
    shown.push({ path, patch: patch.slice(0, room) });
    room -= patch.length;
  }
  const ticks = shown.flatMap(({ patch }) => patch.match(/`+/g) ?? []).map((run) => run.length);
  return {
    title: oneLine(change.subject).slice(0, mostTitleCharacters),
    body: template({
      actor: inert(change.actor),
      reason: inert(change.reason ?? ""),
      requestId: change.requestId.replace(/[^\w.:=+/@-]/g, "_"),
      fence: "`".repeat(Math.max(2, ...ticks) + 1),
      files: shown,
      cut: room < 0 || shown.length < patches.length,
    }),
  };
}

/** One line in which nothing means anything to Markdown, and nobody is mentioned. */
function inert(text: string): string {
  return oneLine(text)
    .slice(0, 2000)
    .replace(/[\\`*_{}[\]<>#|~!]/g, "\\$&")
    .replace(/@(?=\w)/g, "@\u200b");
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, " ").trim();
}
