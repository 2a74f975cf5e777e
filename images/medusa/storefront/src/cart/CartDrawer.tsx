import { useEffect, useRef } from "react";
import { CartContents } from "./CartContents.tsx";
import { useCart } from "./CartProvider.tsx";

/** The cart at the edge of the page; a modal dialog, so that keyboard and screen reader stay in it. */
export function CartDrawer() {
  const { isOpen, close } = useCart();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (isOpen && !element?.open) element?.showModal();
    if (!isOpen && element?.open) element.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the click is on the backdrop; Escape closes a dialog by itself
    <dialog
      ref={dialog}
      aria-labelledby="cart-heading"
      onClose={close}
      onClick={(event) => event.target === event.currentTarget && close()}
      className="m-0 ml-auto h-dvh max-h-none w-full max-w-md bg-paper text-ink shadow-2xl backdrop:bg-ink/40 backdrop:backdrop-blur-xs open:animate-slide"
    >
      {isOpen && (
        <div className="flex h-full flex-col">
          <div className="flex items-center justify-between border-line border-b py-4 pr-4 pl-6">
            <h2 id="cart-heading" className="font-display text-3xl">
              Your cart
            </h2>
            <button
              type="button"
              aria-label="Close the cart"
              onClick={close}
              className="grid size-11 place-items-center rounded-full hover:bg-sand"
            >
              <svg viewBox="0 0 24 24" className="size-5" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
                <path d="M5 5l14 14M19 5 5 19" strokeLinecap="round" />
              </svg>
            </button>
          </div>
          <CartContents />
        </div>
      )}
    </dialog>
  );
}
