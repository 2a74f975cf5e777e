import { useQuery } from "@tanstack/react-query";
import { enginesQuery } from "./enginesQuery.ts";

/** The engines with their released versions and schemas. */
export function useEngines() {
  return useQuery({ ...enginesQuery, select: (answer) => answer.items });
}
