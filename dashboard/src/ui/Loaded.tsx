import type { ReactNode } from "react";
import { ProblemNotice } from "./ProblemNotice.tsx";
import { SkeletonRows } from "./Skeleton.tsx";

interface LoadedProps<T> {
  query: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly isPending: boolean;
    readonly refetch: () => Promise<unknown>;
  };
  /** What is being loaded, for those who can't see the skeleton: "Loading the stores". */
  label: string;
  skeleton?: ReactNode;
  isEmpty?: (data: T) => boolean;
  empty?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The one way in which every view waits, fails and is empty. What was loaded before stays when a reload fails. */
export function Loaded<T>({ query, label, skeleton, isEmpty, empty, children }: LoadedProps<T>) {
  const failure = query.error !== null && query.error !== undefined && (
    <ProblemNotice failure={query.error} onRetry={() => void query.refetch()} />
  );
  if (query.data === undefined) {
    if (failure) return failure;
    return skeleton ?? <SkeletonRows label={label} />;
  }
  return (
    <>
      {failure}
      {isEmpty?.(query.data) === true ? empty : children(query.data)}
    </>
  );
}
