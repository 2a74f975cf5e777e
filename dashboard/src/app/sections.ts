import { Activity, Blocks, Gauge, History, KeyRound, type LucideIcon, ScrollText, Store } from "lucide-react";
import { type Action, may, type User } from "../identity/access.ts";

export interface AppSection {
  readonly to: string;
  readonly label: string;
  readonly Icon: LucideIcon;
  /** Offered only to those who may. */
  readonly needs?: Action;
}

/** Where one can go, in two groups: what store owners live in, and what the platform is about. */
const GROUPS: readonly { readonly label: string; readonly sections: readonly AppSection[] }[] = [
  {
    label: "Stores",
    sections: [
      { to: "/stores", label: "Stores", Icon: Store },
      { to: "/changes", label: "Changes", Icon: History, needs: "changes.read" },
    ],
  },
  {
    label: "Platform",
    sections: [
      { to: "/fleet", label: "Fleet", Icon: Gauge, needs: "upgrades.read" },
      { to: "/engines", label: "Engines", Icon: Blocks },
      { to: "/audit", label: "Audit log", Icon: ScrollText, needs: "audit.read" },
      { to: "/tokens", label: "API tokens", Icon: KeyRound },
      { to: "/health", label: "Health", Icon: Activity },
    ],
  },
];

/** The groups with what this user may see. */
export function sectionsFor(user: User | undefined): typeof GROUPS {
  return GROUPS.map(({ label, sections }) => ({
    label,
    sections: sections.filter(({ needs }) => needs === undefined || may(user, needs)),
  })).filter(({ sections }) => sections.length > 0);
}
