import type { HttpTypes } from "@medusajs/types";
import { createContext, type ReactNode, use, useState } from "react";
import { type CartChanges, useCartChanges } from "./useCartChanges.ts";
import { useStoredCart } from "./useStoredCart.ts";

interface Cart extends CartChanges {
  /** Undefined while it loads and before the first thing is put in. */
  readonly cart: HttpTypes.StoreCart | undefined;
  readonly isLoading: boolean;
  readonly isOpen: boolean;
  open(): void;
  close(): void;
}

const CartContext = createContext<Cart | undefined>(undefined);

/** The shopper's cart, remembered in the browser by its id. */
export function CartProvider({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const stored = useStoredCart();
  const changes = useCartChanges(stored, () => setOpen(true));
  const { cart, isLoading } = stored;
  return (
    <CartContext
      value={{ ...changes, cart, isLoading, isOpen, open: () => setOpen(true), close: () => setOpen(false) }}
    >
      {children}
    </CartContext>
  );
}

/** The shopper's cart. @throws Error outside of a CartProvider */
export function useCart(): Cart {
  const cart = use(CartContext);
  if (cart === undefined) throw new Error("useCart needs a CartProvider above it");
  return cart;
}
