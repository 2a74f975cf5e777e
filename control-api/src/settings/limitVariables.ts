/** Settings of what callers may use up, where they may come from, and how long their attempts are remembered. */
import { BlockList, isIP } from "node:net";
import { list, variable, wholeNumber } from "./variable.ts";

const groups = ["loopback", "linklocal", "uniquelocal"];

function isAddressRange(value: string): boolean {
  if (groups.includes(value)) return true;
  const [address = "", bits, ...rest] = value.split("/");
  const family = isIP(address);
  if (family === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  try {
    new BlockList().addSubnet(address, Number(bits), family === 6 ? "ipv6" : "ipv4");
    return /^\d{1,3}$/.test(bits) && Number(bits) > 0;
  } catch {
    return false;
  }
}

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value && /^https?:/.test(value);
}

export const limitVariables = {
  LIMIT_STORES_PER_OWNER: variable(
    "How many stores an owner may have; 0 for any number. Admins are exempt from all limits.",
    wholeNumber(10, 0, 1_000_000),
    "set e.g. 10",
  ),
  LIMIT_CREATIONS_PER_OWNER: variable(
    "How many stores an owner may create within an hour; 0 for any number.",
    wholeNumber(5, 0, 1_000_000),
    "set e.g. 5",
  ),
  LIMIT_CREATIONS_PER_IP: variable(
    "How many stores may be created from one IP address (IPv6: one /64) within an hour; 0 for any number.",
    wholeNumber(5, 0, 1_000_000),
    "set e.g. 5",
  ),
  TRUST_PROXY: variable(
    "Proxies whose X-Forwarded-For says where a request comes from: addresses, ranges, or loopback, linklocal, uniquelocal, with commas between.",
    list("", isAddressRange, "must be IP addresses, ranges like 10.0.0.0/8, or loopback, linklocal, uniquelocal"),
    "set the addresses of your ingress, e.g. 10.0.0.0/8, or leave it out where there is none",
  ),
  CORS_ORIGINS: variable(
    "Origins besides its own whose pages may call the API, with commas between.",
    list("", isOrigin, "must be origins like https://tools.example.com, without a path"),
    "set e.g. https://tools.example.com, or leave it out",
  ),
  AUDIT_RETENTION_DAYS: variable(
    "After how many days attempts leave the audit log; 0 keeps them for good.",
    wholeNumber(365, 0, 36_500),
    "set e.g. 365",
  ),
} as const;
