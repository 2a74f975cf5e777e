import { Gauge, type Registry } from "prom-client";

/** A gauge that is read when it is asked for. */
export function gauge(registry: Registry, name: string, help: string, read: () => number): void {
  new Gauge({
    name,
    help,
    registers: [registry],
    collect() {
      this.set(read());
    },
  });
}

/** The same with labels: `read` gets a function that sets the value of one combination; those not set are gone. */
export function labelledGauge<Label extends string>(
  registry: Registry,
  doc: { readonly name: string; readonly help: string; readonly labelNames: readonly Label[] },
  read: (set: (labels: Record<Label, string>, value: number) => void) => void | Promise<void>,
): void {
  new Gauge({
    ...doc,
    registers: [registry],
    async collect() {
      this.reset();
      await read((labels, value) => this.set(labels, value));
    },
  });
}

/** Seconds since an epoch time in milliseconds; -1 when it never was. */
export function secondsSince(at: number | undefined): number {
  return at === undefined ? -1 : Math.max(0, (Date.now() - at) / 1000);
}
