import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { storeConfig } from "../../../shop/storeConfig";

/** Ready: the server is up, its database answers, and there is a region and a key to make a cart with. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  try {
    await storeConfig(req.scope, { fresh: true });
    res.setHeader("cache-control", "no-store");
    res.status(200).json({ status: "ready" });
  } catch (error) {
    res.status(503).json({ status: "not ready", reason: error instanceof Error ? error.message : String(error) });
  }
}
