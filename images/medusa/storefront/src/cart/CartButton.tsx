import { useCart } from "./CartProvider.tsx";
import { cartCount } from "./cartItems.ts";

/** Opens the cart and shows how much is in it. */
export function CartButton() {
  const { cart, open } = useCart();
  const count = cartCount(cart);
  return (
    <button
      type="button"
      onClick={open}
      aria-label={`Cart, ${count === 1 ? "1 item" : `${count} items`}`}
      className="relative grid size-12 place-items-center rounded-full transition-colors hover:bg-sand"
    >
      <svg
        viewBox="0 0 24 24"
        className="size-6"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        aria-hidden="true"
      >
        <path d="M5 8h14l-1 12.5H6z" strokeLinejoin="round" />
        <path d="M9 10.5V7a3 3 0 0 1 6 0v3.5" strokeLinecap="round" />
      </svg>
      {count > 0 && (
        <span
          key={count}
          className="absolute top-1 right-0.5 grid h-5 min-w-5 animate-enter place-items-center rounded-full bg-accent px-1 font-semibold text-on-accent text-xs tabular-nums"
        >
          {count}
        </span>
      )}
    </button>
  );
}
