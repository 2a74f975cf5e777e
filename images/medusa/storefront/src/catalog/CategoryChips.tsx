import { NavLink } from "react-router";
import { useCategories } from "./useCategories.ts";

/** How a category looks that can be chosen. */
export const chip =
  "inline-flex h-11 shrink-0 items-center rounded-full border border-line px-5 font-medium transition-colors hover:border-ink aria-[current=page]:border-ink aria-[current=page]:bg-ink aria-[current=page]:text-paper";

/** Narrows the grid below to one category. */
export function CategoryChips() {
  const { data: categories = [] } = useCategories();
  if (categories.length === 0) return undefined;
  return (
    <nav aria-label="Filter by category" className="-mx-5 flex gap-2 overflow-x-auto px-5 py-1 sm:mx-0 sm:px-0">
      <NavLink to="/" end className={chip}>
        All
      </NavLink>
      {categories.map(({ id, name, handle }) => (
        <NavLink key={id} to={`/categories/${handle}`} className={chip}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}
