import { Navigate } from "react-router";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { CustomerOrders } from "./CustomerOrders.tsx";
import { ProfileForm } from "./ProfileForm.tsx";
import { useCustomer } from "./useCustomer.ts";
import { useSignOut } from "./useSession.ts";

/** A customer's own page: orders and profile. */
export function AccountPage() {
  usePageTitle("Your account");
  const { data: customer, error, refetch } = useCustomer();
  const signOut = useSignOut();
  if (error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice title="Your account can't be shown" error={error} retry={() => refetch()} />
      </div>
    );
  }
  if (customer === undefined) return <PageSkeleton />;
  if (customer === null) return <Navigate to="/account/sign-in" replace />;
  return (
    <section aria-labelledby="account-heading" className="shop-width animate-enter pt-12">
      <div className="mb-10 flex flex-wrap items-end justify-between gap-4">
        <div className="min-w-0">
          <h1 id="account-heading" className="text-balance break-words font-display text-5xl">
            {customer.first_name ? `Hello, ${customer.first_name}` : "Your account"}
          </h1>
          <p className="mt-2 break-words text-muted">Signed in as {customer.email}</p>
        </div>
        <button type="button" className="button-quiet" onClick={signOut}>
          Sign out
        </button>
      </div>
      <div className="grid items-start gap-10 lg:grid-cols-[1fr_26rem] lg:gap-16">
        <CustomerOrders />
        <ProfileForm customer={customer} />
      </div>
    </section>
  );
}
