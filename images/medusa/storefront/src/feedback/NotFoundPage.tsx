import { Link } from "react-router";
import { usePageTitle } from "../shop/usePageTitle.ts";

/** For addresses that lead nowhere. */
export function NotFoundPage() {
  usePageTitle("Not found");
  return (
    <div className="shop-width grid place-items-center py-28 text-center">
      <p className="font-display text-8xl text-accent-text">404</p>
      <h1 className="mt-4 font-display text-4xl">This page isn't here</h1>
      <p className="mt-3 text-muted">It may have been sold out and taken down, or the address has a slip in it.</p>
      <Link to="/" className="button-primary mt-8">
        Back to the shop
      </Link>
    </div>
  );
}
