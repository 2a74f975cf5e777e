import { useEffect } from "react";
import { useShop } from "./useShop.ts";

/** Names the page in the browser's tab and history. */
export function usePageTitle(title: string | undefined): void {
  const { storeName } = useShop().config;
  useEffect(() => {
    document.title = title === undefined ? storeName : `${title} · ${storeName}`;
  }, [title, storeName]);
}
