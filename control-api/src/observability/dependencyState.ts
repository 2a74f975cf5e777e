/** Whether something this process depends on answers, since when, and what it said last when it didn't. */
export interface DependencyReport {
  readonly ok: boolean;
  /** Epoch milliseconds since when it answers, or doesn't. */
  readonly since: number;
  readonly lastError?: { readonly message: string; readonly at: number };
}

/** Taken as answering until it is known not to. */
export class DependencyState {
  #report: DependencyReport = { ok: true, since: Date.now() };

  report(): DependencyReport {
    return this.#report;
  }

  get ok(): boolean {
    return this.#report.ok;
  }

  succeeded(): void {
    if (!this.#report.ok) this.#report = { ...this.#report, ok: true, since: Date.now() };
  }

  failed(error: unknown): void {
    const at = Date.now();
    const message = error instanceof Error && error.message !== "" ? error.message : "It doesn't answer.";
    this.#report = { ok: false, since: this.#report.ok ? at : this.#report.since, lastError: { message, at } };
  }
}

const url = /\b[a-z][a-z0-9+.-]*:\/\/[^\s'"]+/gi;
const address = /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\[?\b[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){2,7}\]?(?::\d+)?/gi;
const host = /\b(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\b/gi;

/** A message without the names and addresses of the machines it speaks of, short enough to be read: probes ask without signing in. */
export function withoutAddresses(message: string): string {
  const told = message.replaceAll(/\s+/g, " ").replace(url, "…").replace(address, "…").replace(host, "…");
  return told.length > 200 ? `${told.slice(0, 200)}…` : told;
}
