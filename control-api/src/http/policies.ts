/** Who may do what, as data in one place. `own`: only with stores they own; a missing role: not at all. */
export type Role = "admin" | "owner" | "viewer";
export type Scope = "all" | "own";

export interface User {
  readonly id: string;
  readonly role: Role;
}

export const policies = {
  "stores.list": { admin: "all", owner: "own", viewer: "all" },
  "stores.create": { admin: "all", owner: "own" },
  "store.read": { admin: "all", owner: "own", viewer: "all" },
  "store.change": { admin: "all", owner: "own" },
  // Logs can hold customers' data.
  "store.logs": { admin: "all", owner: "own" },
  "store.credentials": { admin: "all", owner: "own" },
  "changes.read": { admin: "all", viewer: "all" },
  "changes.revert": { admin: "all" },
  "upgrades.read": { admin: "all", viewer: "all" },
  "upgrades.run": { admin: "all" },
  "deletions.confirm": { admin: "all" },
  "tokens.read": { admin: "all", owner: "own", viewer: "own" },
  "tokens.manage": { admin: "all", owner: "own", viewer: "own" },
  "audit.read": { admin: "all", owner: "own" },
  "platform.read": { admin: "all", owner: "all", viewer: "all" },
} as const satisfies Record<string, Partial<Record<Role, Scope>>>;

export type Permission = keyof typeof policies;

/** How far the user's permission reaches; undefined when they lack it. */
export function scopeOf(user: User, permission: Permission): Scope | undefined {
  const policy: Partial<Record<Role, Scope>> = policies[permission];
  return policy[user.role];
}

/** Whether `user` may use `permission` on a store of `owner`. */
export function covers(scope: Scope, user: User, owner: string | undefined): boolean {
  return scope === "all" || (owner !== undefined && owner === user.id);
}

/** Whether `role` permits nothing that `limit` doesn't: owners aren't within viewers, nor viewers, who see all stores, within owners. */
export function isWithin(role: Role, limit: Role): boolean {
  return Object.values(policies).every((policy: Partial<Record<Role, Scope>>) => {
    const [asked, allowed] = [policy[role], policy[limit]];
    return asked === undefined || allowed === "all" || asked === allowed;
  });
}
