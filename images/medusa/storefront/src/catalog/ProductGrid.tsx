import type { ReactNode } from "react";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { ProductCard } from "./ProductCard.tsx";
import type { useProducts } from "./useProducts.ts";

const columns = "grid grid-cols-2 gap-x-4 gap-y-10 sm:gap-x-6 md:grid-cols-3 lg:grid-cols-4";

interface ProductGridProps {
  readonly products: ReturnType<typeof useProducts>;
  /** The id of a product to leave out. */
  readonly skip?: string;
  /** Shown where there are none. */
  readonly empty?: ReactNode;
}

const nothingYet = <EmptyState title="Nothing here yet">New things are on their way. Look in again soon.</EmptyState>;

/** Products side by side, in each state that their loading can have. */
export function ProductGrid({ products, skip, empty = nothingYet }: ProductGridProps) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = products;
  if (error) return <ErrorNotice title="The products can't be shown" error={error} retry={() => refetch()} />;
  if (isPending) return <GridSkeleton />;
  const shown = data.pages.flatMap((page) => page.products).filter(({ id }) => id !== skip);
  if (shown.length === 0) return empty;
  return (
    <>
      <ul className={columns}>
        {shown.map((product, index) => (
          <li key={product.id} className="animate-enter">
            <ProductCard product={product} eager={index < 4} />
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <div className="mt-12 text-center">
          <button type="button" className="button-quiet" disabled={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {isFetchingNextPage ? "Loading…" : "Show more"}
          </button>
        </div>
      )}
    </>
  );
}

function GridSkeleton() {
  return (
    <div className={columns} role="status" aria-label="Loading products">
      {["a", "b", "c", "d"].map((key) => (
        <div key={key}>
          <div className="skeleton aspect-square" />
          <div className="skeleton mt-4 h-5 w-2/3" />
        </div>
      ))}
    </div>
  );
}
