import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { api, unwrap } from "../api/client.ts";
import { ProblemError } from "../api/ProblemError.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { whatIsWrongWithName } from "./storeNameRule.ts";

export type NameCheck = "idle" | "checking" | "free" | "taken";

/** Milliseconds after the last key before the API is asked. */
const TYPING_PAUSE_MS = 250;

/** Asks the API, when typing pauses, whether a name is taken. An answer that never came counts as nothing known. */
export function useNameTaken(name: string): NameCheck {
  const [settled, setSettled] = useState(name);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [name]);

  const valid = whatIsWrongWithName(name) === undefined;
  const query = useQuery({
    queryKey: queryKeys.nameTaken(settled),
    queryFn: async ({ signal }) => {
      try {
        await unwrap(api.GET("/api/stores/{name}", { params: { path: { name: settled } }, signal }));
        return true;
      } catch (failure) {
        if (failure instanceof ProblemError && failure.status === 404) return false;
        if (failure instanceof ProblemError && failure.status === 403) return true;
        throw failure;
      }
    },
    enabled: valid && settled === name,
    staleTime: 2_000,
    gcTime: 10_000,
    retry: false,
  });

  if (!valid) return "idle";
  if (settled !== name || query.isFetching) return "checking";
  if (query.data === undefined) return "idle";
  return query.data ? "taken" : "free";
}
