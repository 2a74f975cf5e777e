/** Short names for the API's shapes, all of them from the generated OpenAPI types. */
import type { components } from "./schema.generated.ts";

type Schemas = components["schemas"];

export type Store = Schemas["Store"];
export type StoreDetail = Schemas["StoreDetail"];
export type StoreList = Schemas["StoreList"];
export type StoreStatus = Schemas["StoreStatus"];
export type StatusPhase = Schemas["StatusPhase"];
export type BlockedFile = Schemas["BlockedFile"];
export type PullRequest = Schemas["PullRequest"];
export type Backup = Schemas["Backup"];
export type BackupList = Schemas["BackupList"];
export type Commit = Schemas["Commit"];
export type CommitDiff = Schemas["CommitDiff"];
export type FileDiff = CommitDiff["files"][number];
export type ChangeMode = Schemas["ChangeMode"];
export type ProvisioningTimes = Schemas["ProvisioningTimes"];
export type ChangeResult = Schemas["ChangeResult"];
export type CreateStore = Schemas["CreateStore"];
export type Credentials = Schemas["Credentials"];
export type Engine = Schemas["Engine"];
export type Platform = Schemas["Platform"];
export type StartupPart = Platform["startup"][number];
export type Problem = Schemas["Problem"];
export type Resource = Schemas["Resource"];
export type Upgrade = Schemas["Upgrade"];
export type UpgradeProgress = Schemas["UpgradeProgress"];
export type UpgradePreview = Schemas["UpgradePreview"];
export type BeginUpgrade = Schemas["BeginUpgrade"];
export type Pod = Schemas["Pod"];
export type StoreEvent = Schemas["StoreEvent"];
export type StoreUsage = Schemas["StoreUsage"];
export type Attempt = Schemas["Attempt"];
export type Token = Schemas["Token"];
export type Health = Schemas["Health"];
/** A page of commits, newest first. */
export interface CommitPage {
  items: Commit[];
  nextCursor?: string;
}
