/** The shapes that cross the API: they validate requests, type responses and are the source of the OpenAPI document. */
export * from "./schemas/access.ts";
export * from "./schemas/backups.ts";
export * from "./schemas/changes.ts";
export * from "./schemas/names.ts";
export * from "./schemas/platform.ts";
export * from "./schemas/problem.ts";
export * from "./schemas/runtime.ts";
export * from "./schemas/stores.ts";
export * from "./schemas/upgrades.ts";
