import { Link, useParams } from "react-router";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { NotFoundPage } from "../feedback/NotFoundPage.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { CategoryChips, chip } from "./CategoryChips.tsx";
import { ProductGrid } from "./ProductGrid.tsx";
import { useCategory, useSubcategories } from "./useCategories.ts";
import { useProducts } from "./useProducts.ts";

/** The products of one category, and the categories within it. */
export function CategoryPage() {
  const { handle = "" } = useParams();
  const { data: category, error, refetch } = useCategory(handle);
  const { data: within = [] } = useSubcategories(category?.id);
  const products = useProducts(category ? { category_id: category.id } : {}, Boolean(category));
  usePageTitle(category?.name);
  if (error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice title="The category can't be shown" error={error} retry={() => refetch()} />
      </div>
    );
  }
  if (category === null) return <NotFoundPage />;
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
        {within.length > 0 && (
          <nav aria-label={`Within ${category?.name}`} className="flex flex-wrap gap-2">
            {within.map((one) => (
              <Link key={one.id} to={`/categories/${one.handle}`} className={chip}>
                {one.name}
              </Link>
            ))}
          </nav>
        )}
      </div>
      <ProductGrid products={products} />
    </section>
  );
}
