export interface ValuesFileProblem {
  readonly pointer?: string;
  readonly message: string;
}

/** A text that is no values file; `problems` holds each fault with its place. */
export class ValuesFileError extends Error {
  override name = "ValuesFileError";
  readonly problems: readonly ValuesFileProblem[];

  constructor(problems: readonly ValuesFileProblem[]) {
    super(problems.map(({ pointer, message }) => (pointer ? `${pointer} ${message}` : message)).join("; "));
    this.problems = problems;
  }
}
