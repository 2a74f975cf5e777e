import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { literally, readLookup } from "../../../orders/lookupRequest";
import { TriesLimit } from "../../../orders/triesLimit";

const tries = new TriesLimit(10, 60 * 60_000, 10_000);

/**
 * The order that an email and a number belong to, for shoppers without an account. One query asks for both, so neither the answer nor
 * its time tells whether it was the number or the email that is wrong; and an email has few tries.
 */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.setHeader("cache-control", "no-store");
  const wanted = readLookup(req.body);
  if (wanted === undefined) {
    res.status(400).json({ type: "invalid_data", message: "Give the order's email and its number, such as 12." });
    return;
  }
  if (!tries.allows(wanted.email)) {
    const message = "That was tried too often. Try again in an hour, or ask the shop.";
    res.setHeader("retry-after", "3600");
    res.status(429).json({ type: "not_allowed", message });
    return;
  }
  const { data } = await req.scope.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "order",
    fields: ["id"],
    // Shops that write an order down themselves keep the email as they typed it.
    filters: { display_id: wanted.number, email: { $ilike: literally(wanted.email) }, is_draft_order: false },
  });
  const order = data[0];
  if (order) res.json({ order: { id: order.id } });
  else res.status(404).json({ type: "not_found", message: "No order has this email and this number. Check both." });
}
