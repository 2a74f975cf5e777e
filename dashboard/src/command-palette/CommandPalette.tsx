import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { History, LayoutDashboard, type LucideIcon, Plus, ScrollText, Settings, SunMoon } from "lucide-react";
import { Dialog } from "radix-ui";
import { useDeferredValue, useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { sectionsFor } from "../app/sections.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { PhaseDot } from "../stores/StatusChip.tsx";
import { toggleTheme } from "../ui/theme.ts";
import { useFocusReturn } from "../ui/useFocusReturn.ts";

/** As many stores as one can take in at a glance. */
const MOST_STORES = 8;

const itemClasses =
  "flex cursor-default items-center gap-3 rounded-md px-3 py-2 data-[selected=true]:bg-hover [&_svg]:text-muted";
const groupClasses =
  "p-1.5 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-1.5 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted";

/** Everything there is to find or do, by typing. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const returnFocus = useFocusReturn();
  const [words, setWords] = useState("");
  const found = useFoundStores(useDeferredValue(words.trim()));
  const navigate = useNavigate();
  const user = usePlatform().data?.user;
  const go = (to: string) => {
    onClose();
    void navigate(to);
  };
  return (
    <Dialog.Root open onOpenChange={onClose}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 animate-appear bg-scrim" />
        <Dialog.Content
          onCloseAutoFocus={returnFocus}
          aria-describedby={undefined}
          className="fixed inset-x-3 top-[12dvh] z-50 mx-auto max-w-xl animate-rise overflow-hidden rounded-xl border bg-surface shadow-raised outline-none"
        >
          <Dialog.Title className="sr-only">Find or do</Dialog.Title>
          <Command label="Find or do" loop>
            <Command.Input
              value={words}
              onValueChange={setWords}
              placeholder="A store, a page, or what to do"
              className="h-12 w-full border-b bg-transparent px-4 text-base outline-none placeholder:text-muted"
            />
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto">
              <Command.Empty className="px-4 py-8 text-center text-muted">Nothing goes by that name.</Command.Empty>
              <ThisStore go={go} />
              {found.length > 0 && (
                <Command.Group heading="Stores" className={groupClasses}>
                  {found.map((store) => (
                    <Command.Item
                      key={store.name}
                      value={`${store.name} ${store.displayName}`}
                      onSelect={() => go(`/stores/${store.name}`)}
                      className={itemClasses}
                    >
                      <PhaseDot phase={store.status.phase} />
                      <span className="shrink-0 truncate font-medium max-sm:max-w-[55%]">{store.name}</span>
                      <span className="truncate text-sm text-muted">{store.displayName}</span>
                      <span className="ml-auto text-sm text-muted">{store.status.phase}</span>
                    </Command.Item>
                  ))}
                </Command.Group>
              )}
              <Command.Group heading="Do" className={groupClasses}>
                {may(user, "store.change") && <Entry Icon={Plus} label="New store" onSelect={() => go("/new")} />}
                <Entry
                  Icon={SunMoon}
                  label="Switch between light and dark"
                  onSelect={() => {
                    toggleTheme();
                    onClose();
                  }}
                />
              </Command.Group>
              <Command.Group heading="Go to" className={groupClasses}>
                {sectionsFor(user)
                  .flatMap(({ sections }) => sections)
                  .map(({ to, label, Icon }) => (
                    <Entry key={to} Icon={Icon} label={label} onSelect={() => go(to)} />
                  ))}
              </Command.Group>
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** The views of the store whose page is open. */
function ThisStore({ go }: { go: (to: string) => void }) {
  const { pathname } = useLocation();
  const name = /^\/stores\/([^/]+)/.exec(pathname)?.[1];
  if (name === undefined) return null;
  return (
    <Command.Group heading={name} className={groupClasses}>
      <Entry Icon={LayoutDashboard} label={`Overview of ${name}`} onSelect={() => go(`/stores/${name}`)} />
      <Entry Icon={History} label={`History of ${name}`} onSelect={() => go(`/stores/${name}?tab=history`)} />
      <Entry Icon={ScrollText} label={`Logs of ${name}`} onSelect={() => go(`/stores/${name}?tab=logs`)} />
      <Entry Icon={Settings} label={`Settings of ${name}`} onSelect={() => go(`/stores/${name}?tab=settings`)} />
    </Command.Group>
  );
}

function Entry({ Icon, label, onSelect }: { Icon: LucideIcon; label: string; onSelect: () => void }) {
  return (
    <Command.Item onSelect={onSelect} className={itemClasses}>
      <Icon aria-hidden className="size-4" />
      {label}
    </Command.Item>
  );
}

function useFoundStores(words: string) {
  const found = useQuery({
    queryKey: queryKeys.found(words),
    queryFn: ({ signal }) => {
      const query = { limit: MOST_STORES, ...(words === "" ? { sort: "-updatedAt" as const } : { search: words }) };
      return unwrap(api.GET("/api/stores", { params: { query }, signal }));
    },
    placeholderData: keepPreviousData,
    staleTime: 5_000,
  });
  return found.data?.items ?? [];
}
