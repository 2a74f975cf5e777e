interface ErrorNoticeProps {
  readonly title: string;
  readonly error: unknown;
  retry?: () => void;
}

function explain(error: unknown): string {
  if (error instanceof DOMException && error.name === "TimeoutError") return "The shop took too long to answer.";
  if (error instanceof TypeError) return "The shop can't be reached. Check your connection.";
  return error instanceof Error ? error.message : String(error);
}

/** Says what went wrong and offers to try again. */
export function ErrorNotice({ title, error, retry }: ErrorNoticeProps) {
  return (
    <div role="alert" className="rounded-2xl border border-[#f0c4bf] bg-[#fff8f7] p-5">
      <p className="font-semibold">{title}</p>
      <p className="mt-1 text-muted">{explain(error)}</p>
      {retry && (
        <button type="button" className="button-quiet mt-4 bg-white" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
}
