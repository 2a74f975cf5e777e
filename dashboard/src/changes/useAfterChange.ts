import { useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../api/queryKeys.ts";
import { useToast } from "../ui/ToastProvider.tsx";
import { announcementOf, type Changed } from "./announcementOf.ts";

/** What follows a change: people are told (`done` where it is done), and what is shown of stores and changes is read anew. */
export function useAfterChange() {
  const client = useQueryClient();
  const announce = useToast();
  return (changed: Changed, done: { readonly title: string }) => {
    announce(announcementOf(changed, done));
    void client.invalidateQueries({ queryKey: ["stores"] });
    void client.invalidateQueries({ queryKey: queryKeys.changes });
  };
}
