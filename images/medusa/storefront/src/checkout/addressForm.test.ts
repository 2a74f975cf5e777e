import { describe, expect, it } from "vitest";
import { readAddressForm } from "./addressForm.ts";

describe("readAddressForm", () => {
  it("drops blanks around values and evens out the address to write to", () => {
    const form = new FormData();
    form.set("email", " Ann@Example.com ");
    form.set("city", " Austin ");
    const { email, address } = readAddressForm(form);
    expect(email).toBe("ann@example.com");
    expect(address.city).toBe("Austin");
    expect(address.province).toBe("");
  });
});
