import type { HttpTypes } from "@medusajs/types";

/** The lines of a cart in the order they were put in; the server's order changes with each change. */
export function cartItems(cart: HttpTypes.StoreCart | undefined): HttpTypes.StoreCartLineItem[] {
  const time = ({ created_at }: HttpTypes.StoreCartLineItem) => new Date(created_at ?? 0).getTime();
  return [...(cart?.items ?? [])].sort((one, other) => time(one) - time(other) || one.id.localeCompare(other.id));
}

/** How many things lie in a cart. */
export function cartCount(cart: HttpTypes.StoreCart | undefined): number {
  return (cart?.items ?? []).reduce((sum, { quantity }) => sum + quantity, 0);
}
