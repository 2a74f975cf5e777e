import { NavLink } from "react-router";
import type { User } from "../identity/access.ts";
import { classNames } from "../ui/classNames.ts";
import { sectionsFor } from "./sections.ts";

/** The way to every page that this user may see. */
export function MainNavigation({ user, onNavigate }: { user: User | undefined; onNavigate?: () => void }) {
  return (
    <nav aria-label="Main" className="flex flex-col gap-5">
      {sectionsFor(user).map(({ label, sections }, index) => (
        <div key={label} className="flex flex-col gap-0.5">
          {index > 0 && <div className="px-2.5 pb-1 text-xs font-medium text-muted">{label}</div>}
          {sections.map(({ to, label: name, Icon }) => (
            <NavLink
              key={to}
              to={to}
              {...(onNavigate === undefined ? {} : { onClick: onNavigate })}
              className={({ isActive }) =>
                classNames(
                  "flex h-9 items-center gap-2.5 rounded-md px-2.5 font-medium transition-colors",
                  isActive
                    ? "bg-raised text-ink shadow-card ring-1 ring-line"
                    : "text-muted hover:bg-hover hover:text-ink",
                )
              }
            >
              <Icon aria-hidden className="size-4" />
              {name}
            </NavLink>
          ))}
        </div>
      ))}
    </nav>
  );
}
