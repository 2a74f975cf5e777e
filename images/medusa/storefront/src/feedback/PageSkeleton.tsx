/** Stands in for a page that is on its way. */
export function PageSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="shop-width grid gap-8 pt-16 lg:grid-cols-[1.1fr_1fr] lg:gap-16">
      <div className="skeleton aspect-square" />
      <div className="flex flex-col gap-5 lg:py-6">
        <div className="skeleton h-14 w-3/4" />
        <div className="skeleton h-8 w-28" />
        <div className="skeleton h-28" />
        <div className="skeleton h-13 w-2/3" />
      </div>
    </div>
  );
}
