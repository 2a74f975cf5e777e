import { LogIn } from "lucide-react";
import { useState } from "react";
import { Button } from "../ui/Button.tsx";
import { Logo } from "../ui/Logo.tsx";
import { Notice } from "../ui/Notice.tsx";
import { useDocumentTitle } from "../ui/PageHeader.tsx";

interface SignInPageProps {
  issuer: string;
  /** Why the last attempt failed. */
  failure: unknown;
  /** Why the session there was is no longer good. */
  refusal: string | undefined;
  onBegin: () => Promise<unknown>;
}

/** The way in. */
export function SignInPage({ issuer, failure, refusal, onBegin }: SignInPageProps) {
  useDocumentTitle("Sign in");
  const [leaving, setLeaving] = useState(false);
  const [unreachable, setUnreachable] = useState<unknown>();
  const begin = () => {
    setLeaving(true);
    onBegin()
      .catch(setUnreachable)
      .finally(() => setLeaving(false));
  };
  const wrong = unreachable ?? failure;
  return (
    <main className="flex min-h-dvh items-center justify-center p-4">
      <div className="flex w-full max-w-sm flex-col items-center rounded-xl border bg-surface px-6 py-10 text-center shadow-raised">
        <Logo className="size-12" />
        <h1 className="mt-5 text-xl font-semibold tracking-tight">Sign in to Storeplane</h1>
        <p className="mt-1.5 text-muted">Create, watch and undo your stores.</p>
        {refusal !== undefined && (
          <div className="mt-5 w-full text-left">
            <Notice title="Sign in again to go on where you were" role="status">
              {refusal}
            </Notice>
          </div>
        )}
        {wrong !== undefined && wrong !== null && (
          <div className="mt-5 w-full text-left">
            <Notice tone="bad" role="alert" title="The sign-in did not work">
              {wrong instanceof Error ? wrong.message : "Try again."}
            </Notice>
          </div>
        )}
        <Button
          tone="solid"
          className="mt-6 w-full"
          busy={leaving}
          onClick={begin}
          icon={<LogIn aria-hidden className="size-4" />}
        >
          Continue
        </Button>
        <p className="mt-4 text-xs break-all text-muted">with {hostOf(issuer)}</p>
      </div>
    </main>
  );
}

function hostOf(issuer: string): string {
  return URL.canParse(issuer) ? new URL(issuer).host : issuer;
}
