import { usePageTitle } from "../shop/usePageTitle.ts";
import { CategoryChips } from "./CategoryChips.tsx";
import { Hero } from "./Hero.tsx";
import { ProductGrid } from "./ProductGrid.tsx";
import { useProducts } from "./useProducts.ts";

/** The shop's first page: hero and all products. */
export function HomePage() {
  usePageTitle(undefined);
  const products = useProducts();
  return (
    <>
      <Hero products={products.data?.pages[0]?.products ?? []} />
      <section id="products" aria-labelledby="products-heading" className="shop-width scroll-mt-20 pt-16">
        <div className="mb-8 flex flex-col gap-5 sm:flex-row sm:items-end sm:justify-between">
          <h2 id="products-heading" className="font-display text-4xl">
            Everything we make
          </h2>
          <CategoryChips />
        </div>
        <ProductGrid products={products} />
      </section>
    </>
  );
}
