/** What the routes work with, wired in `main.ts`. */
import type { Request, Response } from "express";
import type { z } from "zod";
import type { AuditEntry, AuditFilter, AuditRow } from "../db/auditLog.ts";
import type { ProvisioningTimes } from "../db/provisioningTimes.ts";
import type { StoredToken } from "../db/tokenStore.ts";
import type { CreationLimits } from "../stores/creationLimits.ts";
import type { StoreRuntime } from "../stores/storeRuntime.ts";
import type { StoresApplication } from "../stores/storesApplication.ts";
import type { UpgradesApplication } from "../stores/upgrades/upgradesApplication.ts";
import type { ShopAnswer } from "../traffic/askShop.ts";
import type { FollowStreams } from "./followStreams.ts";
import type { GitHubWebhook } from "./gitHubWebhook.ts";
import type { NewToken } from "./identity/apiTokens.ts";
import type { Caller } from "./identity/caller.ts";
import type { Scope } from "./policies.ts";
import type { health, platform } from "./schemas.ts";

export type HealthReport = z.infer<typeof health>;
export type PlatformReport = Omit<z.infer<typeof platform>, "user">;

export interface Services {
  readonly stores: StoresApplication;
  readonly upgrades: UpgradesApplication;
  readonly runtime: StoreRuntime;
  readonly follows: FollowStreams;
  readonly platform: { describe(): Promise<PlatformReport> };
  readonly health: { check(): Promise<HealthReport>; live(): HealthReport };
  readonly metrics: {
    readonly contentType: string;
    text(): Promise<string>;
    /** @throws Problem when the caller may not read them. */
    admit(authorization: string | undefined): void;
  };
  readonly events: { open(request: Request, response: Response, viewer: { user: Caller; scope: Scope }): void };
  /** Never throws, never waits: an audit log that is down must not stop a change. */
  readonly audit: { record(entry: AuditRow): void };
  /** @throws DatabaseUnavailableError */
  readonly attempts: { find(filter: AuditFilter): Promise<readonly AuditEntry[]> };
  /** How long stores took to get Ready since then. @throws DatabaseUnavailableError */
  readonly provisioning: { times(since: Date): Promise<ProvisioningTimes> };
  /** Whether a shop answers at its address. Never throws. */
  readonly shops: { ask(url: string, signal: AbortSignal): Promise<ShopAnswer> };
  /** Each throws DatabaseUnavailableError; `owner` left out means everybody's. */
  readonly tokens: {
    create(owner: string, wanted: NewToken): Promise<{ token: StoredToken; text: string }>;
    list(owner: string | undefined): Promise<readonly StoredToken[]>;
    remove(id: string, owner: string | undefined): Promise<boolean>;
  };
  readonly limits: Pick<CreationLimits, "run">;
  /** `tip` is where the branch is said to be. */
  readonly onGitPush: (tip?: string) => void;
  /** Where the stores repository is on GitHub and a secret is set. */
  readonly gitHubWebhook?: GitHubWebhook | undefined;
}
