import { useQuery } from "@tanstack/react-query";
import { platformQuery } from "./platformQuery.ts";

/** The platform: who is signed in, what is connected, what is still starting. Renewed by the stream. */
export function usePlatform() {
  return useQuery({ ...platformQuery, refetchInterval: 30_000 });
}
