import { classifyRejection, classifyStatus, type Rejection } from "./errors.ts";
import { type GitConnection, NoAnswerError } from "./gitConnection.ts";
import { flushPacket, packetLine, readPackets } from "./packetLine.ts";

export interface Push {
  readonly branch: string;
  /** What the branch must be at for the push to be taken. */
  readonly oldId: string;
  readonly newId: string;
  readonly pack: Buffer;
  /** Milliseconds. */
  readonly limitMs: number;
}

export type PushOutcome = { readonly kind: "accepted" } | Rejection;

/**
 * Pushes in a single request: the old id is known from the last fetch or push, so the refs need not be asked for first, and the
 * server compares and swaps.
 * @throws NoAnswerError when the outcome is not known, GitUnavailableError when the server answered with an HTTP error.
 */
export async function pushPack(connection: GitConnection, push: Push): Promise<PushOutcome> {
  const command = `${push.oldId} ${push.newId} refs/heads/${push.branch}`;
  const body = Buffer.concat([
    packetLine(`${command}\0 report-status side-band-64k object-format=sha1 agent=storeplane`),
    flushPacket,
    push.pack,
  ]);
  const answer = await connection.post(
    "/git-receive-pack",
    { "content-type": "application/x-git-receive-pack-request", accept: "application/x-git-receive-pack-result" },
    body,
    push.limitMs,
  );
  // A gateway's error says nothing about what the server behind it has done.
  if (answer.status >= 500) throw new NoAnswerError(`the Git server answered ${answer.status}`, true);
  if (answer.status !== 200) throw classifyStatus(answer.status, answer.body.toString("utf8"));
  return outcomeOf(answer.body, push.branch);
}

/** Side band 1 carries the report, 2 what the hook says to people, 3 why the server gave up. */
function outcomeOf(body: Buffer, branch: string): PushOutcome {
  const bands: Record<number, Buffer[]> = { 1: [], 2: [], 3: [] };
  const report: string[] = [];
  try {
    for (const packet of readPackets(body)) if (packet) bands[packet[0] ?? 0]?.push(packet.subarray(1));
    for (const packet of readPackets(Buffer.concat(bands[1] ?? []))) {
      if (packet) report.push(packet.toString("utf8").trim());
    }
  } catch (cause) {
    throw new NoAnswerError("the Git server's report is cut off", true, { cause });
  }
  const unpack = report.find((line) => line.startsWith("unpack "))?.slice("unpack ".length);
  if (unpack === undefined) throw new NoAnswerError("the Git server gave no report of the push", true);
  if (report.includes(`ok refs/heads/${branch}`) && unpack === "ok") return { kind: "accepted" };
  const remoteLines = Buffer.concat([...(bands[2] ?? []), ...(bands[3] ?? [])])
    .toString("utf8")
    .split(/[\r\n]+/);
  const prefix = `ng refs/heads/${branch} `;
  const reason = report.find((line) => line.startsWith(prefix))?.slice(prefix.length);
  return classifyRejection(unpack === "ok" ? (reason ?? "no reason given") : `unpacker error: ${unpack}`, remoteLines);
}

/**
 * The commit that a branch of the remote is at; undefined when there is no such branch.
 * @throws NoAnswerError, GitUnavailableError
 */
export async function readRemoteTip(
  connection: GitConnection,
  branch: string,
  limitMs: number,
): Promise<string | undefined> {
  const answer = await connection.get("/info/refs?service=git-upload-pack", {}, limitMs);
  if (answer.status !== 200) throw classifyStatus(answer.status, answer.body.toString("utf8"));
  for (const packet of readPackets(answer.body)) {
    const match = /^([0-9a-f]{40}) ([^\0\n]+)/.exec(packet?.toString("utf8") ?? "");
    if (match?.[2] === `refs/heads/${branch}`) return match[1];
  }
  return undefined;
}
