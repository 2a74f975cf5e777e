import type { HttpTypes } from "@medusajs/types";
import { Link } from "react-router";
import { ProductImage } from "../catalog/ProductImage.tsx";
import { formatPrice } from "../catalog/price.ts";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { formatDate, orderState } from "../orders/orderState.ts";
import { useCustomerOrders } from "./useCustomerOrders.ts";

/** What a customer ordered, the newest first. */
export function CustomerOrders() {
  const { data, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } = useCustomerOrders();
  const orders = data?.pages.flatMap((page) => page.orders) ?? [];
  return (
    <section aria-labelledby="orders-heading">
      <h2 id="orders-heading" className="mb-4 font-display text-3xl">
        Your orders
      </h2>
      {error ? (
        <ErrorNotice title="Your orders can't be shown" error={error} retry={() => refetch()} />
      ) : isPending ? (
        <div role="status" aria-label="Loading your orders" className="skeleton h-40" />
      ) : orders.length === 0 ? (
        <EmptyState title="No orders yet">
          <p>What you order while you are signed in is kept here.</p>
          <Link to="/" className="button-quiet mt-6 bg-white text-ink">
            Browse the shop
          </Link>
        </EmptyState>
      ) : (
        <ul className="space-y-4">
          {orders.map((order) => (
            <li key={order.id}>
              <OrderCard order={order} />
            </li>
          ))}
        </ul>
      )}
      {hasNextPage && (
        <button
          type="button"
          className="button-quiet mt-6"
          aria-busy={isFetchingNextPage}
          onClick={() => fetchNextPage()}
        >
          {isFetchingNextPage ? "Loading…" : "Show more"}
        </button>
      )}
    </section>
  );
}

const PICTURED = 3;

function OrderCard({ order }: { order: HttpTypes.StoreOrder }) {
  const items = order.items ?? [];
  return (
    <Link
      to={`/order/${order.id}`}
      className="flex flex-wrap items-center gap-4 rounded-2xl border border-line bg-white p-4 transition-colors hover:border-ink"
    >
      <span className="flex gap-2">
        {items.slice(0, PICTURED).map(({ id, thumbnail }) => (
          <ProductImage key={id} src={thumbnail} alt="" className="size-16 rounded-xl bg-sand" />
        ))}
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">Order #{order.display_id}</span>
        <span className="block text-muted text-sm">
          {formatDate(order.created_at)} · {orderState(order)}
        </span>
      </span>
      <span className="font-medium tabular-nums">{formatPrice(order.total, order.currency_code)}</span>
    </Link>
  );
}
