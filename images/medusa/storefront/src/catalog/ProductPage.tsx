import { Link, useParams } from "react-router";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { NotFoundPage } from "../feedback/NotFoundPage.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { BuyBox } from "./BuyBox.tsx";
import { ProductGallery } from "./ProductGallery.tsx";
import { ProductGrid } from "./ProductGrid.tsx";
import { useProduct, useProducts } from "./useProducts.ts";

/** One product: pictures, options, price, and what else there is. */
export function ProductPage() {
  const { handle = "" } = useParams();
  const { data: product, error, refetch } = useProduct(handle);
  const others = useProducts();
  usePageTitle(product?.title);
  if (error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice title="The product can't be shown" error={error} retry={() => refetch()} />
      </div>
    );
  }
  if (product === undefined) return <PageSkeleton />;
  if (product === null) return <NotFoundPage />;
  const category = product.categories?.[0];
  return (
    <>
      <div className="shop-width pt-5">
        <nav aria-label="Breadcrumb" className="text-muted text-sm">
          <Link to="/" className="inline-block py-2 hover:text-ink hover:underline">
            Shop
          </Link>
          {category && (
            <>
              <span aria-hidden="true" className="px-2">
                /
              </span>
              <Link to={`/categories/${category.handle}`} className="inline-block py-2 hover:text-ink hover:underline">
                {category.name}
              </Link>
            </>
          )}
        </nav>
        <div className="mt-3 grid gap-8 lg:grid-cols-[1.1fr_1fr] lg:gap-16">
          <ProductGallery product={product} />
          <BuyBox key={product.id} product={product} />
        </div>
      </div>
      <section aria-labelledby="others-heading" className="shop-width pt-24">
        <h2 id="others-heading" className="mb-8 font-display text-4xl">
          You may also like
        </h2>
        <ProductGrid products={others} skip={product.id} />
      </section>
    </>
  );
}
