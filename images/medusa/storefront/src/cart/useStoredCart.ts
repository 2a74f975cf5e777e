import { FetchError } from "@medusajs/js-sdk";
import type { HttpTypes } from "@medusajs/types";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { storage } from "../shop/storage.ts";
import { useShop } from "../shop/useShop.ts";

/** The cart that the browser remembers. */
export interface StoredCart {
  readonly cart: HttpTypes.StoreCart | undefined;
  readonly isLoading: boolean;
  /** Shows a cart that the server just answered with, and remembers it. */
  keep(cart: HttpTypes.StoreCart): void;
  /** After the order, or when the server doesn't know the cart any more. */
  forget(): void;
}

/** Reads the remembered cart; one that is gone or was ordered already is forgotten. */
export function useStoredCart(): StoredCart {
  const { medusa } = useShop();
  const queries = useQueryClient();
  const [id, setId] = useState(() => storage.read("cart"));
  const forget = () => {
    storage.write("cart", undefined);
    setId(undefined);
  };
  const { data, isLoading } = useQuery({
    queryKey: ["cart", id],
    enabled: id !== undefined,
    queryFn: async () => {
      if (id === undefined) return null;
      const cart = await medusa.cart.retrieve(id).then(
        (answer) => answer.cart,
        (error: unknown) => {
          if (error instanceof FetchError && error.status === 404) return undefined;
          throw error;
        },
      );
      if (cart !== undefined && !isCompleted(cart)) return cart;
      forget();
      return null;
    },
  });
  return {
    cart: data ?? undefined,
    isLoading,
    keep(cart) {
      storage.write("cart", cart.id);
      queries.setQueryData(["cart", cart.id], cart);
      setId(cart.id);
    },
    forget,
  };
}

function isCompleted(cart: HttpTypes.StoreCart): boolean {
  return "completed_at" in cart && cart.completed_at !== null && cart.completed_at !== undefined;
}
