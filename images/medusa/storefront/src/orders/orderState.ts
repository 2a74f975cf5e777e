import type { HttpTypes } from "@medusajs/types";

/** A moment as a day in the shopper's language, e.g. November 26, 2026. */
export function formatDate(moment: string | Date, locale?: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(moment));
}

/** How far an order has come, in a shopper's words. */
export function orderState({
  status,
  fulfillment_status,
}: Pick<HttpTypes.StoreOrder, "status" | "fulfillment_status">): string {
  if (status === "canceled" || fulfillment_status === "canceled") return "Canceled";
  if (fulfillment_status === "delivered") return "Delivered";
  if (fulfillment_status === "partially_delivered") return "Partly delivered";
  if (fulfillment_status === "shipped") return "On its way";
  if (fulfillment_status === "partially_shipped") return "Partly on its way";
  return "In preparation";
}
