import { useLocation } from "react-router";
import { CategoryChips } from "../catalog/CategoryChips.tsx";
import { ProductGrid } from "../catalog/ProductGrid.tsx";
import { useProducts } from "../catalog/useProducts.ts";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { SearchField } from "./SearchField.tsx";
import { searchedText } from "./searchAddress.ts";

/** What the shop has for the words that were typed. */
export function SearchPage() {
  const text = searchedText(useLocation());
  const products = useProducts({ q: text }, text !== "");
  usePageTitle(text === "" ? "Search" : `Results for “${text}”`);
  const count = products.data?.pages[0]?.count;
  return (
    <section aria-labelledby="search-heading" className="shop-width pt-12">
      <h1 id="search-heading" className="text-balance break-words font-display text-5xl">
        {text === "" ? "Search" : `Results for “${text}”`}
      </h1>
      <p role="status" className="mt-2 min-h-6 text-muted">
        {text === "" ? "What are you looking for?" : !products.isPlaceholderData && told(count)}
      </p>
      <SearchField className="mt-6 md:hidden" />
      <div className="mt-8">
        {text === "" ? (
          <CategoryChips />
        ) : (
          <ProductGrid
            products={products}
            empty={
              <EmptyState title="Nothing found">
                <p>Try another word, or a shorter one. Or look through what there is:</p>
                <div className="mt-6 flex justify-center">
                  <CategoryChips />
                </div>
              </EmptyState>
            }
          />
        )}
      </div>
    </section>
  );
}

function told(count: number | undefined): string {
  if (count === undefined) return "";
  return count === 1 ? "1 thing" : `${count} things`;
}
