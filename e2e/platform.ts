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

type ShopRequestOptions = Parameters<typeof shopRequest>[3];

/** A request to a store's shop through the Ingress, at the address that the platform gives it. */
export function requestShop(store: string, path: string, options?: ShopRequestOptions): Promise<ShopResponse> {
  return requestHost(`${store}.localhost`, path, options);
}

/** A request through the Ingress, as one comes whose domain leads to it. */
export function requestHost(host: string, path: string, options?: ShopRequestOptions): Promise<ShopResponse> {
  return shopRequest(instance.ports.ingress, host, path, options);
}
