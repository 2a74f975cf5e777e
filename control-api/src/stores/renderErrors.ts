/** Why Argo CD can't render or compare a store: the file's own fault, or one that passes. Pure. */
import { clipped, messageInWords } from "./wordings.ts";

/** What of a comparison error is the store's own: the values, or a file that isn't there. */
export function renderErrorInWords(message: string): string {
  const faults = [...message.matchAll(/^\s*- (?:at )?'?([^':\n]*)'?:? (.+)$/gm)].map(
    ([, pointer, fault]) => `${pointer === "" ? "the file" : pointer} ${fault?.trim()}`,
  );
  if (/don't meet the specifications|schema/i.test(message) && faults.length > 0)
    return `Its values don't fit the engine's schema: ${faults.slice(0, 5).join("; ")}.`;
  if (/app path does not exist|no such file or directory/i.test(message))
    return "Its chart version isn't released in the repository: check store.chartVersion.";
  const refused = /for resource (\S+?)\/(\S+?): (.+)/.exec(message);
  if (refused) {
    const why = clipped(refused[3] ?? "").replace(/^\S+ "[^"]*" is invalid: /, "");
    return `The cluster doesn't take ${refused[1]} ${refused[2]}: ${why}`.replace(/\.?$/, ".");
  }
  const known = messageInWords(message, "The store");
  if (known !== undefined) return known;
  const told = /Error: (.+)/s.exec(message)?.[1] ?? message.split(": ").slice(-2).join(": ");
  return `It can't be rendered: ${clipped(told)}`;
}

/** Helm said no: whatever words are in there are the chart's or the file's. */
const helmSaid =
  /helm template.*failed exit status|Error: (?:values don't meet|execution error at|template:|parse error|YAML parse error)/is;

const passing: readonly (readonly [RegExp, string])[] = [
  [
    /authentication required|authorization failed|invalid (?:username|credentials)|repository not (?:accessible|found)/i,
    "Argo CD isn't let into the stores repository: check its credentials.",
  ],
  [
    /unable to resolve '([^']*)' to a commit SHA|failed to resolve revision/i,
    "Argo CD doesn't find the branch in the stores repository.",
  ],
  [
    /cluster (?:cache|info)|load live state|\/version\?timeout=|failed to get server version/i,
    "The store's cluster doesn't answer Argo CD.",
  ],
  [
    /list refs|ls-remote|failed to (?:initialize|checkout|fetch)|git-upload-pack|info\/refs/i,
    "The stores repository doesn't answer Argo CD.",
  ],
  [
    /connection refused|connection reset|deadline exceeded|unavailable|dial tcp|i\/o timeout|\bEOF\b|no such host|context cancell?ed/i,
    "A part of Argo CD doesn't answer.",
  ],
];

/** Argo CD couldn't read the repository or the cluster: no fault of the file. Says which; undefined when it is the file's. */
export function passingFaultInWords(message: string): string | undefined {
  if (helmSaid.test(message) && !/list refs|ls-remote|dial tcp/i.test(message)) return undefined;
  return passing.find(([pattern]) => pattern.test(message))?.[1];
}

export function isPassingFault(message: string): boolean {
  return passingFaultInWords(message) !== undefined;
}
