/** What can go wrong with a change besides Git itself. Each message is a sentence that says how to mend it. */

export class StoreNotFoundError extends Error {
  override readonly name = "StoreNotFoundError";
}

export class NameTakenError extends Error {
  override readonly name = "NameTakenError";
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

export class InvalidCursorError extends Error {
  override readonly name = "InvalidCursorError";
}

/** The store's job hasn't made its credentials yet. */
export class CredentialsNotReadyError extends Error {
  override readonly name = "CredentialsNotReadyError";
}
