import { describe, expect, it } from "vitest";
import { BusyError, concurrencyLimit } from "./concurrencyLimit.ts";

const gate = () => Promise.withResolvers<void>();

describe("a concurrency limit", () => {
  it("runs no more tasks at once than it has places, and the rest in order", async () => {
    const limit = concurrencyLimit({ places: 1, queue: 10, waitMs: 1_000 });
    const order: string[] = [];
    const first = gate();
    const tasks = [
      limit(async () => {
        order.push("first begins");
        await first.promise;
        order.push("first ends");
      }),
      limit(async () => void order.push("second")),
      limit(async () => void order.push("third")),
    ];
    first.resolve();
    await Promise.all(tasks);
    expect(order).toEqual(["first begins", "first ends", "second", "third"]);
  });

  it("turns away who waits too long or meets a full queue, and serves others afterwards", async () => {
    const limit = concurrencyLimit({ places: 1, queue: 1, waitMs: 20 });
    const first = gate();
    const running = limit(() => first.promise);
    const waiting = limit(async () => undefined);
    await expect(limit(async () => undefined)).rejects.toBeInstanceOf(BusyError);
    await expect(waiting).rejects.toBeInstanceOf(BusyError);
    first.resolve();
    await running;
    await expect(limit(async () => "served")).resolves.toBe("served");
  });

  it("gives the place of a failed task to the next", async () => {
    const limit = concurrencyLimit({ places: 1, queue: 1, waitMs: 1_000 });
    const failing = limit(async () => {
      throw new Error("broken");
    });
    const next = limit(async () => "served");
    await expect(failing).rejects.toThrow("broken");
    await expect(next).resolves.toBe("served");
  });
});
