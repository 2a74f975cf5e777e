import { useParams } from "react-router";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { NotFoundPage } from "../feedback/NotFoundPage.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { CategoryChips } from "./CategoryChips.tsx";
import { ProductGrid } from "./ProductGrid.tsx";
import { useCategories } from "./useCategories.ts";
import { useProducts } from "./useProducts.ts";

/** The products of one category. */
export function CategoryPage() {
  const { handle } = useParams();
  const categories = useCategories();
  const category = categories.data?.find((one) => one.handle === handle);
  const products = useProducts(category && { category_id: category.id }, category !== undefined);
  usePageTitle(category?.name);
  if (categories.error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice title="The category can't be shown" error={categories.error} retry={() => categories.refetch()} />
      </div>
    );
  }
  if (categories.data && category === undefined) return <NotFoundPage />;
  return (
    <section aria-labelledby="category-heading" className="shop-width pt-12">
      <div className="mb-8 flex flex-col gap-6">
        <div>
          <h1 id="category-heading" className="min-h-14 font-display text-5xl">
            {category?.name}
          </h1>
          {category?.description && <p className="mt-2 max-w-prose text-muted">{category.description}</p>}
        </div>
        <CategoryChips />
      </div>
      <ProductGrid products={products} />
    </section>
  );
}
