import { isIP } from "node:net";
import type { Request } from "express";

/** The caller's IP address: the connection's, or what trusted proxies say of it (setting TRUST_PROXY). */
export function clientAddress(request: Request): string {
  const address = request.ip ?? request.socket.remoteAddress ?? "";
  return address.startsWith("::ffff:") && isIP(address.slice(7)) === 4 ? address.slice(7) : address;
}

/** What is counted as one caller: an IPv4 address, or the /64 of an IPv6 address, all of which one subscriber has. */
export function addressKey(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const all = address.includes("::")
    ? [...before, ...Array(8 - before.length - after.length).fill("0"), ...after]
    : before;
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(String(group), 16).toString(16))
    .join(":")}::/64`;
}
