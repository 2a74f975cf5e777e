/** Git's wire format: four hexadecimal digits of length (themselves included), then the payload; `0000` ends a section. */

export function packetLine(payload: string): Buffer {
  const content = Buffer.from(payload);
  return Buffer.concat([Buffer.from((content.length + 4).toString(16).padStart(4, "0")), content]);
}

export const flushPacket = Buffer.from("0000");
/** Between what a command is called with and what it is about, in version 2 of the protocol. */
export const delimiterPacket = Buffer.from("0001");

/**
 * The payloads in a buffer; a flush or delimiter is undefined.
 * @throws Error when the buffer isn't made of whole packets.
 */
export function* readPackets(buffer: Buffer): Generator<Buffer | undefined> {
  let at = 0;
  while (at < buffer.length) {
    const digits = buffer.toString("latin1", at, at + 4);
    const length = /^[0-9a-f]{4}$/i.test(digits) ? Number.parseInt(digits, 16) : Number.NaN;
    if (length < 4) {
      yield undefined;
      at += 4;
      continue;
    }
    if (Number.isNaN(length) || at + length > buffer.length)
      throw new Error("the Git server's answer is cut off or no packets");
    yield buffer.subarray(at + 4, at + length);
    at += length;
  }
}
