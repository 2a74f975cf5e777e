import { asProblem } from "../api/ProblemError.ts";
import type { StoreDetail } from "../api/types.ts";
import { useToast } from "../ui/ToastProvider.tsx";
import { useUpdateStore } from "./useUpdateStore.ts";

/** Pauses a store or lets it run again, by one commit that is told, as is what went wrong. */
export function useToggleSuspended({ name, suspended }: StoreDetail, etag: string | undefined) {
  const update = useUpdateStore(name);
  const announce = useToast();
  const toggle = () =>
    update.mutate(
      {
        patch: { suspended: !suspended },
        etag,
        done: suspended ? `Store ${name} resumes` : `Store ${name} is being suspended`,
      },
      {
        onError: (failure) => {
          const { title, detail } = asProblem(failure);
          announce({ title, tone: "bad", ...(detail === undefined ? {} : { detail }) });
        },
      },
    );
  return { toggle, busy: update.isPending };
}
