import { defineRoute, notFound } from "../route.ts";
import * as shapes from "../schemas.ts";
import { storeParams } from "./parameters.ts";

const storeUsage = defineRoute({
  method: "get",
  path: "/stores/{name}/usage",
  operationId: "getStoreUsage",
  summary: "CPU and memory that the store's pods use just now, and its quota",
  tag: "runtime",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "What it uses of what it may", schema: shapes.storeUsage } },
  problems: [404, 409, 503],
  async handle({ params, signal }, { runtime }) {
    const { now, quota } = await runtime.usage(params.name, signal);
    return { status: 200, body: { ...now, quota: quota.map((use) => ({ ...use })) } };
  },
});

const storeShop = defineRoute({
  method: "get",
  path: "/stores/{name}/shop",
  operationId: "askStoreShop",
  summary: "Asks the shop at its address whether it answers",
  tag: "runtime",
  permission: "store.read",
  params: storeParams,
  responses: { 200: { description: "What it answered", schema: shapes.shopAnswer } },
  problems: [404],
  async handle({ params, signal }, { stores, shops }) {
    const store = stores.get(params.name);
    if (store === undefined) throw notFound(params.name);
    return { status: 200, body: await shops.ask(store.links.shop, signal) };
  },
});

export const usageRoutes = [storeUsage, storeShop];
