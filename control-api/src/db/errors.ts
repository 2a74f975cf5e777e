/** PostgreSQL can't be asked now; nothing was read or changed that an answer could rely on. Try again. */
export class DatabaseUnavailableError extends Error {
  override readonly name = "DatabaseUnavailableError";
  /** It does answer; only all of this process's connections to it are in use. */
  readonly busy: boolean;

  constructor(message: string, options: ErrorOptions & { readonly busy?: boolean } = {}) {
    super(message, options);
    this.busy = options.busy ?? false;
  }
}

/** Classes of SQLSTATE that speak of the server's state, not of the statement. */
const transientClasses = new Set(["08", "28", "3D", "40", "53", "55", "57", "58", "XX"]);

/** How the driver words what isn't the server's answer: a connection that broke, or wasn't there in time. */
const driverWords =
  /^(connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered|cannot use a pool)/i;

/** Whether `error` says that the database can't be used now; else the statement, or our own code, is at fault. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (/^[0-9A-Z]{5}$/.test(code) && "severity" in error) return transientClasses.has(code.slice(0, 2));
  return "syscall" in error || /^E[A-Z]+$/.test(code) || driverWords.test(error.message);
}
