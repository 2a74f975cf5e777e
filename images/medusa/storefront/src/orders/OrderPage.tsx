import { FetchError } from "@medusajs/js-sdk";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useParams } from "react-router";
import { OrderItems } from "../checkout/OrderItems.tsx";
import { Totals } from "../checkout/Totals.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { NotFoundPage } from "../feedback/NotFoundPage.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { useShop } from "../shop/useShop.ts";
import { formatDate, orderState } from "./orderState.ts";
import { PLACED } from "./placed.ts";

/** An order: its confirmation right after it was placed, how far it is whenever its address is opened again. */
export function OrderPage() {
  const { medusa } = useShop();
  const { id = "" } = useParams();
  const isNew = useLocation().state === PLACED;
  const {
    data: order,
    error,
    refetch,
  } = useQuery({
    queryKey: ["order", id],
    queryFn: async () => (await medusa.order.retrieve(id)).order,
  });
  usePageTitle(isNew ? "Thank you" : "Your order");
  if (error instanceof FetchError && error.status === 404) return <NotFoundPage />;
  if (error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice title="The order can't be shown" error={error} retry={() => refetch()} />
      </div>
    );
  }
  if (order === undefined) return <PageSkeleton />;
  const address = order.shipping_address;
  return (
    <article className="shop-width max-w-4xl animate-enter pt-14">
      {isNew && (
        <span className="grid size-16 place-items-center rounded-full bg-accent text-on-accent">
          <svg
            viewBox="0 0 24 24"
            className="size-8"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            aria-hidden="true"
          >
            <path d="m5 12.5 4.5 4.5L19 7.5" strokeLinecap="round" strokeLinejoin="round" />
          </svg>
        </span>
      )}
      <h1 className="mt-6 first:mt-0 text-balance font-display text-5xl sm:text-6xl">
        {isNew ? `Thank you${address?.first_name ? `, ${address.first_name}` : ""}` : "Your order"}
      </h1>
      <p className="mt-4 text-lg text-muted">
        {isNew ? "Your order" : "Order"}{" "}
        <strong className="font-semibold text-ink" data-testid="order-number">
          #{order.display_id}
        </strong>{" "}
        {isNew
          ? `is in, for ${order.email}. This page keeps its address, should you want to see it again.`
          : `of ${formatDate(order.created_at)}, for ${order.email}. ${orderState(order)}.`}
      </p>
      <div className="mt-10 grid gap-8 rounded-3xl bg-sand p-6 sm:p-10 md:grid-cols-[1fr_16rem] md:gap-12">
        <div className="flex flex-col gap-6">
          <h2 className="font-display text-3xl">What you ordered</h2>
          <OrderItems items={order.items ?? []} currency={order.currency_code} />
          <Totals
            currency={order.currency_code}
            subtotal={order.item_subtotal}
            shipping={order.shipping_subtotal}
            tax={order.tax_total}
            discount={order.discount_total}
            total={order.total}
          />
        </div>
        {address && (
          <div>
            <h2 className="font-display text-3xl">Delivery to</h2>
            <address className="mt-4 not-italic leading-relaxed">
              {[
                `${address.first_name ?? ""} ${address.last_name ?? ""}`.trim(),
                address.address_1,
                address.address_2,
                `${address.postal_code ?? ""} ${address.city ?? ""}`.trim(),
                address.province,
                address.country_code?.toUpperCase(),
              ]
                .filter((line) => line)
                .map((line) => (
                  <span key={line} className="block">
                    {line}
                  </span>
                ))}
            </address>
            <p className="mt-4 text-muted text-sm">{order.shipping_methods?.[0]?.name} shipping</p>
          </div>
        )}
      </div>
      <Link to="/" className="button-quiet mt-10">
        Back to the shop
      </Link>
    </article>
  );
}
