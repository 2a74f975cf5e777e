import type { HttpTypes } from "@medusajs/types";
import { TextField } from "../forms/TextField.tsx";
import type { AddressParts } from "./knownAddress.ts";

interface AddressFieldsProps {
  readonly countries: readonly HttpTypes.StoreRegionCountry[];
  readonly country: string;
  readonly given: AddressParts;
  chooseCountry(code: string): void;
}

/** Where the order goes. Names and autocomplete hints let a browser fill it in. */
export function AddressFields({ countries, country, given, chooseCountry }: AddressFieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <TextField label="First name" name="first_name" autoComplete="given-name" initial={given.first_name} required />
      <TextField label="Last name" name="last_name" autoComplete="family-name" initial={given.last_name} required />
      <TextField
        label="Address"
        name="address_1"
        autoComplete="address-line1"
        initial={given.address_1}
        required
        wide
      />
      <TextField
        label="Flat, suite, floor"
        name="address_2"
        autoComplete="address-line2"
        initial={given.address_2}
        wide
      />
      <TextField
        label="Postal code"
        name="postal_code"
        autoComplete="postal-code"
        initial={given.postal_code}
        required
      />
      <TextField label="City" name="city" autoComplete="address-level2" initial={given.city} required />
      <TextField label="State or province" name="province" autoComplete="address-level1" initial={given.province} />
      <div>
        <label htmlFor="country_code" className="mb-1.5 block font-medium text-sm">
          Country
        </label>
        <select
          id="country_code"
          name="country_code"
          autoComplete="country"
          required
          value={country}
          onChange={(event) => chooseCountry(event.target.value)}
          className="field"
        >
          {countries.map(({ iso_2, display_name, name }) => (
            <option key={iso_2} value={iso_2}>
              {display_name ?? name}
            </option>
          ))}
        </select>
      </div>
      <TextField label="Phone" name="phone" type="tel" autoComplete="tel" initial={given.phone} wide />
    </div>
  );
}
