import type { HttpTypes } from "@medusajs/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { formText } from "../forms/formText.ts";
import { TextField } from "../forms/TextField.tsx";
import { useShop } from "../shop/useShop.ts";
import { CUSTOMER } from "./useCustomer.ts";

/** Who the customer is, to change. */
export function ProfileForm({ customer }: { customer: HttpTypes.StoreCustomer }) {
  const { medusa } = useShop();
  const queries = useQueryClient();
  const saving = useMutation({
    mutationFn: async (form: FormData) => {
      const { customer: saved } = await medusa.customer.update({
        first_name: formText(form, "first_name"),
        last_name: formText(form, "last_name"),
        phone: formText(form, "phone"),
      });
      return saved;
    },
    onSuccess: (saved) => queries.setQueryData(CUSTOMER, saved),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!saving.isPending) saving.mutate(new FormData(event.currentTarget));
  };
  return (
    <section aria-labelledby="profile-heading" className="rounded-3xl bg-sand p-6 sm:p-8">
      <h2 id="profile-heading" className="mb-4 font-display text-3xl">
        Your details
      </h2>
      <form onSubmit={submit} onChange={() => saving.reset()} className="grid gap-4 sm:grid-cols-2">
        <TextField
          label="First name"
          name="first_name"
          autoComplete="given-name"
          initial={customer.first_name}
          required
        />
        <TextField
          label="Last name"
          name="last_name"
          autoComplete="family-name"
          initial={customer.last_name}
          required
        />
        <TextField label="Phone" name="phone" type="tel" autoComplete="tel" initial={customer.phone} wide />
        <div className="flex flex-wrap items-center gap-4 sm:col-span-2">
          <button type="submit" className="button-primary" aria-busy={saving.isPending}>
            {saving.isPending ? "Saving…" : "Save"}
          </button>
          <p role="status" className="text-muted">
            {saving.isSuccess && "Saved."}
          </p>
        </div>
        {saving.error && (
          <div className="sm:col-span-2">
            <ErrorNotice title="Your details weren't saved" error={saving.error} />
          </div>
        )}
      </form>
    </section>
  );
}
