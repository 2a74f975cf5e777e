/** Kubernetes' and Argo CD's own messages, told plainly. Pure. A wording that is new belongs here and in the test. */

type Wording = (what: string, match: RegExpMatchArray, message: string) => string;

/** What is quoted behind such a word may be an image's name: it has a tag, a path or a registry. */
const named = /(?<=(?:image|reference|tag|name) ["']?)[a-z0-9][^\s"']*/gi;

function imageOf(message: string, what: string): string {
  const names = [...message.matchAll(named)].map(([name]) => name.replace(/[:;,.]+$/, ""));
  const name = names.find((candidate) => /[./:]/.test(candidate));
  return name === undefined ? `The image of ${what}` : `The image ${name}`;
}

const pulling = /ImagePullBackOff|ErrImagePull|pull(?:ing)? (?:and unpack )?image|failed to resolve reference/i;

/** The first that fits counts: what tells more comes first. */
const wordings: readonly (readonly [RegExp, Wording])[] = [
  [
    /toomanyrequests|429 Too Many Requests|pull rate limit/i,
    (what, _, message) =>
      `${imageOf(message, what)} can't be pulled: the registry lets us in too often; wait, or sign in.`,
  ],
  [
    /pull access denied|insufficient_scope|authorization failed|(?:401 Unauthorized|403 Forbidden)|no basic auth credentials/i,
    (what, _, message) =>
      `${imageOf(message, what)} can't be pulled: the registry doesn't let us have it; check its name and the pull secret.`,
  ],
  [
    /InvalidImageName|couldn't parse image|invalid reference format/i,
    (what, _, message) => `${imageOf(message, what)} can't be pulled: its name is none; check it.`,
  ],
  [
    /ErrImageNeverPull|not present with pull policy of Never/i,
    (what, _, message) =>
      `${imageOf(message, what)} can't be pulled: it isn't on the node, and pulling it is forbidden.`,
  ],
  [
    /(?:pull|reference|registry|manifests|image).*(?:no such host|connection refused|i\/o timeout|context deadline exceeded|connection reset)/i,
    (what, _, message) => `${imageOf(message, what)} can't be pulled: the registry doesn't answer.`,
  ],
  [pulling, (what, _, message) => `${imageOf(message, what)} can't be pulled: check its name and tag.`],
  [/Container image/i, (what, _, message) => `${imageOf(message, what)} can't be pulled: check its name and tag.`],
  [
    /couldn't find key (\S+) in (Secret|ConfigMap) (?:\S+\/)?([^\s"]+)/i,
    (what, [, key, kind, name]) =>
      `${what} waits for the key ${key} of the ${kind?.toLowerCase()} ${name}, which isn't there.`,
  ],
  [
    /(secret|configmap)s? "([^"]+)" not found/i,
    (what, [, kind, name]) => `${what} waits for the ${kind?.toLowerCase()} ${name}, which isn't there.`,
  ],
  [/OOMKilled/i, (what) => `${what} needs more memory than its plan allows and was stopped.`],
  [
    /CrashLoopBackOff|back-off \S+ restarting failed/i,
    (what) => `${what} starts and crashes again and again: its log says why.`,
  ],
  [
    /exceeded quota:?\s*([\w-]+)?,?\s*(.*)/i,
    (what, [, , rest]) => `${what} is over the store's quota${rest ? `: ${clipped(rest)}` : "."}`,
  ],
  [
    /(?:maximum|minimum) (cpu|memory|storage)\S* usage per (\w+) is ([^\s,]+), but (?:limit|request) is ([^\s,.]+)/i,
    (what, [, resource, per, most, asked]) =>
      `${what} asks for ${asked} of ${resource}, and a ${per?.toLowerCase()} of this store may have ${most}.`,
  ],
  [
    /(\d+)\/(\d+) nodes are available: (.*?)(?:\. |$)/i,
    (what, match) => `${what} finds no room: ${roomInWords(match[3] ?? "")}.`,
  ],
  [/no nodes available to schedule pods/i, (what) => `${what} finds no room: the cluster has no node.`],
  [
    /unbound immediate PersistentVolumeClaims|persistentvolumeclaim "?([\w-]+)"? not found|waiting for a volume|volume to be created|ProvisioningFailed|storageclass\S* "?\S+"? not found/i,
    (what) => `${what} waits for its volume to be provided.`,
  ],
  [
    /Unable to attach or mount volumes|FailedAttachVolume|AttachVolume\.Attach failed|Multi-Attach error|MountVolume\.\w+ failed/i,
    (what, _, message) => `${what} can't get at its volume: ${clipped(message.replace(/^Failed\w+ /, ""))}`,
  ],
  [
    /(Readiness|Liveness|Startup) probe (?:failed|errored)(?: and resulted in \S+)?: ?(.*)/i,
    (what, [, probe, why]) => `${what} runs but doesn't pass its ${probe?.toLowerCase()} check: ${clipped(why ?? "")}`,
  ],
  [
    /low on resource: ([\w-]+)|^Evicted (?!.*low on resource)/i,
    (what, [, resource]) => `${what} was put off its node: too little ${resource ?? "room"} there.`,
  ],
  [/BackoffLimitExceeded|reached the specified backoff limit/i, (what) => `${what} failed each time it was tried.`],
  [
    /DeadlineExceeded|active longer than specified deadline|Job was active longer/i,
    (what) => `${what} took too long and was stopped.`,
  ],
  [
    /exceeded its progress deadline|ProgressDeadlineExceeded/i,
    (what) => `${what} didn't get ready in time: its pods' logs say why.`,
  ],
  [
    /violates PodSecurity "([^"]+)": (.*)/i,
    (what, [, level, why]) =>
      `${what} is refused: it breaks the security level ${level?.split(":")[0]}: ${clipped(why ?? "")}`,
  ],
  [
    /admission webhook "([^"]+)" denied the request(?:: (.*))?/is,
    (what, [, hook, why]) => `${what} is refused by the cluster's rule ${hook}${why ? `: ${clipped(why)}` : "."}`,
  ],
  [
    /ValidatingAdmissionPolicy '([^']+)' (?:with binding '[^']+' )?denied request(?:: (.*))?/is,
    (what, [, policy, why]) => `${what} is refused by the cluster's rule ${policy}${why ? `: ${clipped(why)}` : "."}`,
  ],
  [
    /failed calling webhook "([^"]+)"/i,
    (what, [, hook]) => `${what} can't be applied: the cluster's rule ${hook} doesn't answer.`,
  ],
  [
    /because it is being terminated/i,
    (what) => `${what} can't be made: what ran under this name before is still being removed.`,
  ],
  [
    /User "([^"]+)" cannot (\w+) resource "([^"]+)"/i,
    (what, [, user, verb, resource]) =>
      `${what} can't be applied: ${user?.split(":").at(-1)} isn't allowed to ${verb} ${resource} in the cluster.`,
  ],
  [
    /resource (?:(\S*):)?(\S+) is not permitted in project '?([\w-]+)/i,
    (_what, [, , kind, project]) => `Stores may not hold a ${kind}: the project ${project} doesn't allow it.`,
  ],
  [
    /namespace (\S+) is not permitted in project|namespace '([^']+)' do not match any of the allowed destinations/i,
    (what, [, one, other]) => `${what} may not be in the namespace ${one ?? other}: the project doesn't allow it.`,
  ],
  [
    /repo (\S+) is not permitted in project/i,
    (_what, [, repo]) => `Its chart comes from ${repo}, which the project doesn't allow.`,
  ],
  [
    /there are no clusters with this name: (\S+)/i,
    (_what, [, cluster]) => `Argo CD knows no cluster called ${cluster}: check store.cluster.`,
  ],
  [
    /could not find (?:version "[^"]+" of )?(\S+)\/(\S+) for requested resource|no matches for kind "([^"]+)"/i,
    (_what, match) =>
      `The cluster doesn't know the kind ${match[2] ?? match[3]}: its definition must be installed first.`,
  ],
  [
    /field is immutable|updates to statefulset spec for fields other than|is immutable after creation|may not change once set|field can not be less than (?:previous|status)/i,
    (what, _, message) => {
      const field = /: ((?:spec|data|metadata)[\w.[\]-]*): /.exec(message)?.[1];
      return `${what} can't be changed in place: ${field ? `${field} is` : "this is"} fixed once it is made; undo the change.`;
    },
  ],
  [/is invalid: (.*)/is, (what, [, why]) => `The cluster doesn't take ${what}: ${clipped(why ?? "")}`],
  [/^Operation terminated|terminating due to timeout|sync timeout/i, () => "Deploying took too long and was ended."],
];

/** Why no node takes a pod: the most telling of the scheduler's counts. */
function roomInWords(counts: string): string {
  if (/didn't match Pod's node affinity\/selector/.test(counts))
    return `no node has the labels it asks for (${counts})`;
  if (/untolerated taint/.test(counts)) return `the nodes don't take pods just now (${counts})`;
  if (/Too many pods/.test(counts)) return `the nodes are full (${counts})`;
  return counts === "" ? "no node takes it" : counts;
}

/** A message told plainly; undefined when it is none we know. */
export function messageInWords(message: string, what: string): string | undefined {
  for (const [pattern, wording] of wordings) {
    const match = message.match(pattern);
    if (match) return wording(what, match, message);
  }
  return undefined;
}

export function messageAfter(message: string | undefined): string {
  const text = clipped(message ?? "");
  return text === "" ? "." : `: ${text}`;
}

/** One line of at most 300 characters, without what Argo CD puts around it. */
export function clipped(message: string): string {
  const line = message
    .replaceAll(/\s+/g, " ")
    .replace(/^one or more (?:objects|synchronization tasks)[^:]*?(?:, reason)?: /i, "")
    .replace(/\.? ?Retrying attempt #.*$/i, "")
    .trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
