/** Whose work is being done: follows a request through every await, so that each log line can say so. */
import { AsyncLocalStorage } from "node:async_hooks";

export interface RequestContext {
  readonly requestId: string;
}

const storage = new AsyncLocalStorage<RequestContext>();

export function inRequest<R>(context: RequestContext, action: () => R): R {
  return storage.run(context, action);
}

/** Undefined where the process works of its own accord. */
export function currentRequestId(): string | undefined {
  return storage.getStore()?.requestId;
}

/** Runs an action as part of the request that was current when this was made, in its trace too. */
export type InContext = <R>(action: () => R) => R;

/** Remembers the current request, for work that is done for it later or together with others' work. */
export function currentContext(): InContext {
  return AsyncLocalStorage.snapshot();
}

/** Runs an action that belongs to no request, whichever happened to start it. */
export const outsideRequests: InContext = AsyncLocalStorage.snapshot();
