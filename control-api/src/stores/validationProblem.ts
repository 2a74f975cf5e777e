/** One thing that is wrong with a change, and how to mend it. */
export interface ValidationProblem {
  /** Path of the file in the stores repository. */
  readonly path: string;
  /** JSON pointer (RFC 6901) into the file, where the problem has a place. */
  readonly pointer?: string;
  readonly message: string;
}

/** A file as it was and will be. A missing side means that the file was not or will not be there. */
export interface ChangedFile {
  readonly path: string;
  readonly before?: string;
  readonly after?: string;
}

/** Steps to a place in a document → its JSON pointer. */
export function jsonPointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}
