import { DatabaseBackup } from "lucide-react";
import { useState } from "react";
import type { Backup, BackupList, StoreDetail } from "../api/types.ts";
import { may } from "../identity/access.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { Button } from "../ui/Button.tsx";
import { Section } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loaded } from "../ui/Loaded.tsx";
import { Notice } from "../ui/Notice.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { BackupLine } from "./BackupLine.tsx";
import { RestoreBackupDialog } from "./RestoreBackupDialog.tsx";
import { useBackUpNow, useBackups } from "./useBackups.ts";
import { awaitedBackup } from "./wishes.ts";

/** The store's backups, and what can be made of them. */
export function BackupsTab({ store }: { store: StoreDetail }) {
  const backups = useBackups(store.name);
  const now = useBackUpNow(store.name);
  const mayChange = may(usePlatform().data?.user, "store.change") && store.deletion === undefined;
  const [restoring, setRestoring] = useState<Backup>();
  const data = backups.data;
  return (
    <>
      {now.isError && <ProblemNotice failure={now.error} />}
      <Section
        title="Backups"
        note={note(data)}
        action={
          mayChange &&
          data?.enabled === true && (
            <Button
              size="sm"
              busy={now.isPending}
              disabled={store.suspended}
              onClick={() => now.mutate()}
              icon={<DatabaseBackup aria-hidden className="size-4" />}
            >
              Back up now
            </Button>
          )
        }
      >
        {data?.detail !== undefined && (
          <div className="border-b p-4">
            <Notice tone="warn" title="This store isn't backed up">
              {data.detail}
            </Notice>
          </div>
        )}
        {data !== undefined && awaitedBackup(store, data.backups) && (
          <p role="status" className="border-b px-4 py-3 text-sm text-muted">
            A backup was asked for and isn't in the list yet: it is made with the next sync, and the list is read every
            half minute.
          </p>
        )}
        <Loaded
          query={backups}
          label="Loading the backups"
          isEmpty={({ backups: all }) => all.length === 0}
          empty={
            <EmptyState icon={<DatabaseBackup aria-hidden className="size-5" />} title="No backup yet">
              {store.suspended
                ? "A suspended store's database doesn't run, so there is nothing to back up until it is resumed."
                : "The first one is made at night, or when you ask for it."}
            </EmptyState>
          }
        >
          {({ backups: all }) => (
            <ul aria-label="Backups" className="divide-y">
              {all.map((backup) => (
                <BackupLine
                  key={backup.id}
                  backup={backup}
                  store={store}
                  onRestore={mayChange && !store.suspended ? () => setRestoring(backup) : undefined}
                />
              ))}
            </ul>
          )}
        </Loaded>
      </Section>
      {restoring && <RestoreBackupDialog store={store} backup={restoring} onClose={() => setRestoring(undefined)} />}
    </>
  );
}

function note(data: BackupList | undefined): string | undefined {
  if (data === undefined || data.backups.length === 0) return undefined;
  return data.backups.length === 1 ? "1 backup" : `${data.backups.length} backups`;
}
