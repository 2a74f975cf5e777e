import { defineRoute } from "../route.ts";
import * as shapes from "../schemas.ts";
import { storeParams } from "./parameters.ts";

const storeResources = defineRoute({
  method: "get",
  path: "/stores/{name}/resources",
  operationId: "getStoreResources",
  summary: "What runs for the store, with the health of each part",
  tag: "stores",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "Resources", schema: shapes.resourceList } },
  problems: [404],
  handle({ params }, { stores }) {
    return { status: 200, body: { items: stores.resources(params.name) } };
  },
});

const storeCredentials = defineRoute({
  method: "get",
  path: "/stores/{name}/credentials",
  operationId: "getStoreCredentials",
  summary: "How to sign in to the store's admin",
  tag: "stores",
  permission: "store.credentials",
  audit: "store.credentials",
  params: storeParams,
  responses: { 200: { description: "Never cached", schema: shapes.credentials } },
  problems: [404, 503],
  async handle({ params, signal }, { stores }) {
    return {
      status: 200,
      body: { items: await stores.credentials(params.name, signal) },
      headers: { "Cache-Control": "no-store" },
    };
  },
});

export const runtimeRoutes = [storeResources, storeCredentials];
