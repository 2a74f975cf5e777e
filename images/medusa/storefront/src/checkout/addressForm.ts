import { formText } from "../forms/formText.ts";

/** What the checkout's form asks for. */
export interface AddressForm {
  readonly email: string;
  readonly address: {
    readonly first_name: string;
    readonly last_name: string;
    readonly address_1: string;
    readonly address_2: string;
    readonly city: string;
    readonly province: string;
    readonly postal_code: string;
    readonly country_code: string;
    readonly phone: string;
  };
}

/** Reads the form; what people type around a value is dropped. */
export function readAddressForm(form: FormData): AddressForm {
  const text = (name: string) => formText(form, name);
  return {
    email: text("email").toLowerCase(),
    address: {
      first_name: text("first_name"),
      last_name: text("last_name"),
      address_1: text("address_1"),
      address_2: text("address_2"),
      city: text("city"),
      province: text("province"),
      postal_code: text("postal_code"),
      country_code: text("country_code"),
      phone: text("phone"),
    },
  };
}
