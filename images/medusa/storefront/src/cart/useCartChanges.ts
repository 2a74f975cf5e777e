import type { HttpTypes } from "@medusajs/types";
import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { useRegion } from "../shop/RegionProvider.tsx";
import { useShop } from "../shop/useShop.ts";
import type { StoredCart } from "./useStoredCart.ts";

/** Everything that changes the cart. */
export interface CartChanges {
  add(variantId: string, quantity: number): void;
  readonly isAdding: boolean;
  readonly addError: Error | null;
  setQuantity(itemId: string, quantity: number): void;
  remove(itemId: string): void;
  /** The item whose change is under way. */
  readonly changing: string | undefined;
  readonly changeError: Error | null;
  keep(cart: HttpTypes.StoreCart): void;
  forget(): void;
}

/** Changes the cart on the server and shows what it answers. Calls `onAdded` when something new lies in it. */
export function useCartChanges({ cart, keep, forget }: StoredCart, onAdded: () => void): CartChanges {
  const { medusa } = useShop();
  const { regionId, region } = useRegion();

  const adding = useMutation({
    mutationFn: async ({ variantId, quantity }: { variantId: string; quantity: number }) => {
      const { id } = cart ?? (await medusa.cart.create({ region_id: regionId })).cart;
      return (await medusa.cart.createLineItem(id, { variant_id: variantId, quantity })).cart;
    },
    onSuccess: (next) => {
      keep(next);
      onAdded();
    },
  });

  const changing = useMutation({
    mutationFn: async ({ itemId, quantity }: { itemId: string; quantity: number }) => {
      if (cart === undefined) throw new Error("The cart is gone: put the things into a new one");
      if (quantity > 0) return (await medusa.cart.updateLineItem(cart.id, itemId, { quantity })).cart;
      await medusa.cart.deleteLineItem(cart.id, itemId);
      return (await medusa.cart.retrieve(cart.id)).cart;
    },
    onSuccess: keep,
  });

  const moving = useMutation({
    mutationFn: async (region_id: string) => {
      if (cart === undefined) return undefined;
      return (await medusa.cart.update(cart.id, { region_id })).cart;
    },
    onSuccess: (next) => next && keep(next),
  });
  const { mutate: move } = moving;
  const elsewhere = region !== undefined && cart !== undefined && cart.region_id !== region.id;
  // A shopper who chose another region finds the cart in its currency.
  useEffect(() => {
    if (elsewhere) move(region.id);
  }, [elsewhere, move, region?.id]);

  return {
    add: (variantId, quantity) => adding.mutate({ variantId, quantity }),
    isAdding: adding.isPending,
    addError: adding.error,
    setQuantity: (itemId, quantity) => changing.mutate({ itemId, quantity }),
    remove: (itemId) => changing.mutate({ itemId, quantity: 0 }),
    changing: changing.isPending ? changing.variables.itemId : undefined,
    changeError: changing.error ?? moving.error,
    keep,
    forget,
  };
}
