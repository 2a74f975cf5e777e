import { QueryClient } from "@tanstack/react-query";
import { ProblemError } from "./ProblemError.ts";

/** The stream keeps the data fresh; refetching by time is only the safety net. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (count, failure) => {
          const answered = failure instanceof ProblemError && failure.status >= 400 && failure.status < 500;
          return !answered && count < 3;
        },
        retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 5_000),
      },
      mutations: { retry: false },
    },
  });
}
