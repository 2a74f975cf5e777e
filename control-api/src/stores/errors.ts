/** What can go wrong with a change besides Git itself. Each message is a sentence that says how to mend it. */

export class StoreNotFoundError extends Error {
  override readonly name = "StoreNotFoundError";
}

export class NameTakenError extends Error {
  override readonly name = "NameTakenError";
}

/** The values file changed since the caller saw it. */
export class StaleVersionError extends Error {
  override readonly name = "StaleVersionError";
}

export class NotFoundInHistoryError extends Error {
  override readonly name = "NotFoundInHistoryError";
}

/** What was asked for doesn't make a valid values file; each problem with its JSON pointer into the request. */
export class InvalidChangeError extends Error {
  override readonly name = "InvalidChangeError";
  readonly problems: readonly { readonly pointer: string; readonly detail: string }[];

  constructor(message: string, problems: readonly { readonly pointer: string; readonly detail: string }[]) {
    super(message);
    this.problems = problems;
  }
}
