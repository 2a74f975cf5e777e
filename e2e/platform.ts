import { instanceFromEnvironment } from "@storeplane/scripts/instance";
import { type ShopResponse, shopRequest } from "@storeplane/scripts/shopRequest";

const instance = instanceFromEnvironment();

/** The platform under test: the instance that STOREPLANE_SLOT names. */
export const platform = {
  dashboardUrl: `http://127.0.0.1:${instance.ports.controlApi}`,
  apiUrl: `http://127.0.0.1:${instance.ports.controlApi}/api`,
  gitUrl: `http://127.0.0.1:${instance.ports.gitServer}/stores.git`,
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
