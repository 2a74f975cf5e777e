import type { Platform } from "../api/types.ts";

export type User = NonNullable<Platform["user"]>;
export type Role = User["role"];

/** What the dashboard offers to whom. The API decides; this only spares people buttons that would be refused. */
const ALLOWED = {
  "store.change": ["admin", "owner"],
  "store.secrets": ["admin", "owner"],
  "changes.read": ["admin", "viewer"],
  "changes.undo": ["admin"],
  "upgrades.read": ["admin", "viewer"],
  "upgrades.run": ["admin"],
  "deletions.confirm": ["admin"],
  "audit.read": ["admin", "owner"],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof ALLOWED;

export function may(user: User | undefined, action: Action): boolean {
  const roles: readonly Role[] = ALLOWED[action];
  return user !== undefined && roles.includes(user.role);
}
