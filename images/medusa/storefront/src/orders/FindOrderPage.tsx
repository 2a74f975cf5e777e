import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate } from "react-router";
import { AccountForm } from "../account/AccountForm.tsx";
import { formText } from "../forms/formText.ts";
import { TextField } from "../forms/TextField.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { useShop } from "../shop/useShop.ts";

/** For shoppers who ordered without an account: email and number lead to the order. */
export function FindOrderPage() {
  usePageTitle("Find your order");
  const { client } = useShop();
  const navigate = useNavigate();
  const finding = useMutation({
    mutationFn: async (body: { email: string; number: string }) =>
      (await client.fetch<{ order: { id: string } }>("/store/order-lookup", { method: "POST", body })).order,
    onSuccess: ({ id }) => navigate(`/order/${id}`),
  });
  return (
    <AccountForm
      title="Find your order"
      action="Find order"
      doing="Looking for it…"
      errorTitle="The order wasn't found"
      isPending={finding.isPending}
      error={finding.error}
      submit={(form) => finding.mutate({ email: formText(form, "email"), number: formText(form, "number") })}
      otherwise={
        <p>
          Ordered with an account?{" "}
          <Link to="/account" className="text-accent-text underline">
            See your orders
          </Link>
        </p>
      }
    >
      <TextField label="Email" name="email" type="email" autoComplete="email" required wide />
      <TextField
        label="Order number"
        name="number"
        autoComplete="off"
        pattern="\s*#?[0-9]+\s*"
        hint="Such as #12. The shop showed it when you ordered."
        required
        wide
      />
    </AccountForm>
  );
}
