import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "./classNames.ts";

type NoticeTone = "info" | "warn" | "bad";

const TONES: Record<NoticeTone, { box: string; icon: string; Icon: typeof Info }> = {
  info: { box: "bg-accent-soft border-accent-mark/25", icon: "text-accent", Icon: Info },
  warn: { box: "bg-warn-soft border-warn-mark/35", icon: "text-warn", Icon: TriangleAlert },
  bad: { box: "bg-bad-soft border-bad-mark/30", icon: "text-bad", Icon: CircleAlert },
};

interface NoticeProps {
  tone?: NoticeTone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  role?: "status" | "alert";
}

/** Something the reader should know, with what can be done about it. */
export function Notice({ tone = "info", title, children, actions, role }: NoticeProps) {
  const { box, icon, Icon } = TONES[tone];
  return (
    <div role={role} className={classNames("flex gap-3 rounded-lg border px-4 py-3", box)}>
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", icon)} />
      <div className="flex min-w-0 flex-1 flex-col gap-x-6 gap-y-2.5 sm:flex-row sm:items-center">
        <div className="min-w-0 flex-1">
          <div className="font-medium">{title}</div>
          {children !== undefined && <div className="mt-0.5 text-sm text-muted">{children}</div>}
        </div>
        {actions !== undefined && <div className="flex shrink-0 flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
