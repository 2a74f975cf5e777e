import { Link } from "react-router";
import { useCategories } from "../catalog/useCategories.ts";
import { RegionSwitch } from "./RegionSwitch.tsx";
import { useShop } from "./useShop.ts";

const link = "py-2 text-muted hover:text-ink hover:underline";

/** The end of every page. */
export function Footer() {
  const { storeName, tagline } = useShop().config;
  const { data: categories = [] } = useCategories();
  return (
    <footer className="mt-24 border-line border-t bg-sand">
      <div className="shop-width flex flex-col gap-8 py-12 sm:flex-row sm:items-start sm:justify-between">
        <div className="max-w-sm">
          <p className="font-display text-3xl">{storeName}</p>
          {tagline && <p className="mt-2 text-muted">{tagline}</p>}
        </div>
        <nav aria-label="All categories" className="flex flex-wrap gap-x-6 gap-y-1">
          {categories.map(({ id, name, handle }) => (
            <Link key={id} to={`/categories/${handle}`} className={link}>
              {name}
            </Link>
          ))}
        </nav>
        <nav aria-label="Your orders" className="flex flex-wrap gap-x-6 gap-y-1">
          <Link to="/find-order" className={link}>
            Find your order
          </Link>
          <Link to="/account" className={link}>
            Your account
          </Link>
        </nav>
        <RegionSwitch />
      </div>
    </footer>
  );
}
