import { Link, NavLink } from "react-router";
import { CartButton } from "../cart/CartButton.tsx";
import { useCategories } from "../catalog/useCategories.ts";
import { RegionSwitch } from "./RegionSwitch.tsx";
import { useShop } from "./useShop.ts";

/** Name of the store, its categories, region and cart. */
export function Header() {
  const { storeName } = useShop().config;
  const { data: categories = [] } = useCategories();
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper/90 backdrop-blur">
      <div className="shop-width flex h-18 items-center gap-4">
        <Link to="/" className="min-w-0 truncate font-display text-2xl leading-none sm:text-3xl">
          {storeName}
        </Link>
        <nav aria-label="Categories" className="ml-6 hidden gap-1 lg:flex">
          {categories.map(({ id, name, handle }) => (
            <NavLink
              key={id}
              to={`/categories/${handle}`}
              className="rounded-full px-4 py-2 font-medium text-[0.95rem] text-muted transition-colors hover:text-ink aria-[current=page]:bg-sand aria-[current=page]:text-ink"
            >
              {name}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex shrink-0 items-center gap-1 sm:gap-3">
          <div className="hidden sm:block">
            <RegionSwitch />
          </div>
          <CartButton />
        </div>
      </div>
    </header>
  );
}
