import { type ShopResponse, shopRequest } from "@storeplane/scripts/ingress/shopRequest.ts";
import { instanceFromEnvironment } from "@storeplane/scripts/instance";

const instance = instanceFromEnvironment();

/** The platform under test: the instance that STOREPLANE_SLOT names. */
export const platform = {
  dashboardUrl: instance.urls.dashboard,
  apiUrl: instance.urls.api,
  gitUrl: instance.urls.git,
  kubeconfig: instance.kubeconfig,
};

/** A request to a store's shop through the Ingress. */
export function requestShop(
  store: string,
  path: string,
  options?: Parameters<typeof shopRequest>[3],
): Promise<ShopResponse> {
  return shopRequest(instance.ports.ingress, `${store}.localhost`, path, options);
}
