import { History } from "lucide-react";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { CommitTimeline } from "./CommitTimeline.tsx";
import { useChanges } from "./useChanges.ts";

/** The history of one store, or of the platform, in all its states. */
export function ChangeList({ storeName }: { storeName?: string }) {
  const changes = useChanges(storeName);
  const commits = changes.data?.pages.flatMap((page) => page.items) ?? [];
  if (changes.isError && commits.length === 0) {
    return <ProblemNotice failure={changes.error} onRetry={() => void changes.refetch()} />;
  }
  return (
    <>
      <Card className="overflow-hidden">
        {changes.isPending ? (
          <SkeletonRows label="Loading the history" />
        ) : commits.length === 0 ? (
          <EmptyState icon={<History aria-hidden className="size-5" />} title="No changes yet">
            Every change becomes a commit and is listed here, with a button that takes it back.
          </EmptyState>
        ) : (
          <CommitTimeline commits={commits} {...(storeName === undefined ? {} : { storeName })} />
        )}
      </Card>
      {changes.hasNextPage && (
        <Button className="self-center" busy={changes.isFetchingNextPage} onClick={() => void changes.fetchNextPage()}>
          Show older changes
        </Button>
      )}
    </>
  );
}
