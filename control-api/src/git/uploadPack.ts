import type { GitConnection } from "./gitConnection.ts";
import { delimiterPacket, flushPacket, packetLine, readPackets } from "./packetLine.ts";

export interface MissingHistory {
  /** A commit that both sides have. */
  readonly from: string;
  /** The commit that is wanted, with all that it is built on. */
  readonly to: string;
}

/**
 * What the server has between two commits, as a pack whose deltas may lean on objects of `from`. One request of version 2 of the
 * protocol: whoever knows both ends has nothing to negotiate.
 * @throws NoAnswerError, and Error when the server doesn't answer as asked: older ones don't know this version.
 */
export async function fetchPack(
  connection: GitConnection,
  { from, to }: MissingHistory,
  limitMs: number,
): Promise<Buffer> {
  const wishes = ["thin-pack", "ofs-delta", "no-progress", `want ${to}`, `have ${from}`, "done"];
  const body = [packetLine("command=fetch"), delimiterPacket, ...wishes.map(packetLine), flushPacket];
  const answer = await connection.post(
    "/git-upload-pack",
    {
      "content-type": "application/x-git-upload-pack-request",
      accept: "application/x-git-upload-pack-result",
      "git-protocol": "version=2",
    },
    Buffer.concat(body),
    limitMs,
  );
  if (answer.status !== 200) throw new Error(`the Git server answered ${answer.status}`);
  return packOf(answer.body);
}

/** A section `packfile`, then side bands: 1 carries the pack, 2 what is said to people, 3 why the server gave up. */
function packOf(body: Buffer): Buffer {
  const pack: Buffer[] = [];
  let inPack = false;
  for (const packet of readPackets(body)) {
    if (!packet) continue;
    if (!inPack) {
      const line = packet.toString("utf8").trim();
      if (line !== "packfile") throw new Error(`the Git server sent no pack: ${line}`);
      inPack = true;
    } else if (packet[0] === 1) pack.push(packet.subarray(1));
    else if (packet[0] === 3) throw new Error(`the Git server gave up: ${packet.toString("utf8", 1).trim()}`);
  }
  return Buffer.concat(pack);
}
