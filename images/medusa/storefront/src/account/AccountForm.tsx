import type { FormEvent, ReactNode } from "react";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";

interface AccountFormProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The button, and what it says meanwhile. */
  readonly action: string;
  readonly doing: string;
  readonly isPending: boolean;
  readonly errorTitle: string;
  readonly error: Error | null;
  submit(form: FormData): void;
  /** What else there is to do, below the form. */
  readonly otherwise?: ReactNode;
}

/** A page that is one narrow form. */
export function AccountForm(props: AccountFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!props.isPending) props.submit(new FormData(event.currentTarget));
  };
  return (
    <section aria-labelledby="form-heading" className="shop-width max-w-xl animate-enter pt-12">
      <h1 id="form-heading" className="mb-6 font-display text-5xl">
        {props.title}
      </h1>
      <form onSubmit={submit} className="grid gap-4 rounded-3xl bg-sand p-6 sm:grid-cols-2 sm:p-8">
        {props.children}
        <div className="mt-2 flex flex-col gap-4 sm:col-span-2">
          {props.error && <ErrorNotice title={props.errorTitle} error={props.error} />}
          <button type="submit" className="button-primary w-full" aria-busy={props.isPending}>
            {props.isPending ? props.doing : props.action}
          </button>
        </div>
      </form>
      {props.otherwise && <div className="mt-6 text-muted">{props.otherwise}</div>}
    </section>
  );
}
