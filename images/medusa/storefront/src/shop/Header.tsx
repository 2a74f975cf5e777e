import { Link, NavLink } from "react-router";
import { CartButton } from "../cart/CartButton.tsx";
import { useCategories } from "../catalog/useCategories.ts";
import { SearchField, SearchSign } from "../search/SearchField.tsx";
import { RegionSwitch } from "./RegionSwitch.tsx";
import { useShop } from "./useShop.ts";

const round = "grid size-12 place-items-center rounded-full transition-colors hover:bg-sand";

/** Name of the store, its categories, search, region, account and cart. */
export function Header() {
  const { storeName } = useShop().config;
  const { data: categories = [] } = useCategories();
  return (
    <header className="sticky top-0 z-30 border-line border-b bg-paper/90 backdrop-blur">
      <div className="shop-width flex h-18 items-center gap-4">
        <Link to="/" className="min-w-0 shrink-2 truncate font-display text-2xl leading-none sm:text-3xl">
          {storeName}
        </Link>
        <nav aria-label="Categories" className="ml-2 hidden min-w-0 shrink-3 gap-1 overflow-x-auto p-1 lg:flex">
          {categories.map(({ id, name, handle }) => (
            <NavLink
              key={id}
              to={`/categories/${handle}`}
              className="whitespace-nowrap rounded-full px-4 py-2 font-medium text-[0.95rem] text-muted transition-colors hover:text-ink aria-[current=page]:bg-sand aria-[current=page]:text-ink"
            >
              {name}
            </NavLink>
          ))}
        </nav>
        <div className="ml-auto flex shrink-0 items-center sm:gap-1">
          <SearchField className="mr-2 hidden w-44 md:block xl:w-56" />
          <div className="hidden xl:block">
            <RegionSwitch />
          </div>
          <Link to="/search" aria-label="Search" className={`${round} md:hidden`}>
            <SearchSign className="size-6" />
          </Link>
          <Link to="/account" aria-label="Your account" className={round}>
            <svg
              viewBox="0 0 24 24"
              className="size-6"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.6"
              aria-hidden="true"
            >
              <circle cx="12" cy="8" r="3.75" />
              <path d="M4.5 20.5c.6-4 3.6-6 7.5-6s6.9 2 7.5 6" strokeLinecap="round" />
            </svg>
          </Link>
          <CartButton />
        </div>
      </div>
    </header>
  );
}
