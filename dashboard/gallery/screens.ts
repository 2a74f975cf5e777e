/** One screen of the dashboard, drawn without a server. */
export interface Screen {
  readonly name: string;
  /** Address within the dashboard. */
  readonly at: string;
  /** What the platform is like: "busy" when left out, "empty", "starting" or "down". */
  readonly scene?: string;
  /** Names of buttons, tabs and boxes to click, in order, to get there. */
  readonly clicks?: readonly string[];
  /** Keys to press, as Playwright names them. */
  readonly keys?: readonly string[];
}

/** Every page and every dialog, in the states that they can be in. */
export const screens: readonly Screen[] = [
  { name: "stores", at: "/stores" },
  { name: "stores-empty", at: "/stores", scene: "empty" },
  { name: "stores-starting", at: "/stores", scene: "starting" },
  { name: "stores-down", at: "/stores", scene: "down" },
  { name: "stores-none-match", at: "/stores?search=zzz" },
  { name: "stores-chosen", at: "/stores", clicks: ["Select acme-shoes", "Select dune-surf"] },
  { name: "bulk-suspend", at: "/stores", clicks: ["Select acme-shoes", "Select dune-surf", "Suspend"] },
  { name: "bulk-delete", at: "/stores", clicks: ["Select acme-shoes", "Select dune-surf", "Delete"] },
  { name: "bulk-upgrade", at: "/stores", clicks: ["Select candle-corner", "Select dune-surf", "Upgrade"] },
  {
    name: "bulk-upgrade-by-pull-requests",
    at: "/stores",
    scene: "pull-requests",
    clicks: ["Select candle-corner", "Select dune-surf", "Upgrade"],
  },
  {
    name: "bulk-upgrade-committed-directly",
    at: "/stores",
    scene: "pull-requests",
    clicks: ["Select candle-corner", "Select dune-surf", "Upgrade", "Commit the waves directly"],
  },
  { name: "palette", at: "/stores", keys: ["Control+k"] },
  { name: "switch-user", at: "/stores", clicks: ["You are dev@localhost, admin", "Be somebody else"] },
  { name: "create", at: "/new" },
  { name: "create-clone", at: "/new?clone=acme-shoes&snapshot=2a7c41e0" },
  { name: "create-none", at: "/new", scene: "down" },
  { name: "progress", at: "/stores/bergmann-coffee-roasters/progress" },
  { name: "progress-failed", at: "/stores/elm-and-oak/progress" },
  { name: "progress-open", at: "/stores/acme-shoes/progress" },
  { name: "store", at: "/stores/acme-shoes" },
  { name: "store-credentials", at: "/stores/acme-shoes", clicks: ["Show credentials"] },
  { name: "store-failed", at: "/stores/elm-and-oak" },
  { name: "store-deleting", at: "/stores/fjord-knits" },
  { name: "store-deleting-without-backup", at: "/stores/garden-gnome", clicks: ["Delete without a backup"] },
  { name: "store-backup-failed", at: "/stores/garden-gnome" },
  { name: "store-gone", at: "/stores/nobody" },
  { name: "store-history", at: "/stores/acme-shoes?tab=history" },
  { name: "store-restore", at: "/stores/acme-shoes?tab=history", clicks: ["Go back to here"] },
  { name: "store-backups", at: "/stores/acme-shoes?tab=backups" },
  { name: "store-backups-none", at: "/stores/bergmann-coffee-roasters?tab=backups" },
  { name: "store-backups-old-chart", at: "/stores/glasshouse?tab=backups" },
  { name: "store-backup-restore", at: "/stores/candle-corner?tab=backups", clicks: ["Restore"] },
  { name: "store-resources", at: "/stores/dune-surf?tab=resources" },
  { name: "store-events", at: "/stores/dune-surf?tab=events" },
  { name: "store-logs", at: "/stores/acme-shoes?tab=logs" },
  { name: "store-settings", at: "/stores/acme-shoes?tab=settings", clicks: ["large"] },
  { name: "store-domains", at: "/stores/acme-shoes?tab=settings", keys: ["End"] },
  { name: "store-domain-new", at: "/stores/acme-shoes?tab=settings", clicks: ["Add domain"] },
  {
    name: "store-domain-main",
    at: "/stores/acme-shoes?tab=settings",
    clicks: ["Make acme.shoes the shop's address"],
  },
  { name: "store-upgrade", at: "/stores/candle-corner", clicks: ["More actions", "Upgrade"] },
  { name: "store-delete", at: "/stores/acme-shoes", clicks: ["More actions", "Delete"] },
  { name: "changes", at: "/changes" },
  { name: "changes-empty", at: "/changes", scene: "empty" },
  { name: "changes-undo", at: "/changes", clicks: ["Undo this change"] },
  { name: "changes-undo-deletion", at: "/changes/gift-box", clicks: ["Undo this change"] },
  { name: "fleet", at: "/fleet" },
  { name: "fleet-empty", at: "/fleet", scene: "empty" },
  { name: "upgrade", at: "/upgrades/0123456789abcdef0123456789abcdef" },
  { name: "engines", at: "/engines" },
  { name: "audit", at: "/audit" },
  { name: "audit-empty", at: "/audit", scene: "empty" },
  { name: "tokens", at: "/tokens" },
  { name: "tokens-empty", at: "/tokens", scene: "empty" },
  { name: "token-new", at: "/tokens", clicks: ["New token"] },
  { name: "health", at: "/health" },
  { name: "not-found", at: "/nowhere" },
  { name: "sign-in", at: "sign-in" },
];
