import { Link, useLocation } from "react-router";
import { formText } from "../forms/formText.ts";
import { TextField } from "../forms/TextField.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { AccountForm } from "./AccountForm.tsx";
import { useSignIn } from "./useSession.ts";

/** The way into an account. */
export function SignInPage() {
  usePageTitle("Sign in");
  const { mutate, isPending, error } = useSignIn();
  const { state } = useLocation();
  return (
    <AccountForm
      title="Sign in"
      action="Sign in"
      doing="Signing in…"
      errorTitle="You aren't signed in"
      isPending={isPending}
      error={error}
      submit={(form) =>
        mutate({ email: formText(form, "email").toLowerCase(), password: String(form.get("password")) })
      }
      otherwise={
        <>
          <p>
            New here?{" "}
            <Link to="/account/register" state={state} replace className="text-accent-text underline">
              Create an account
            </Link>
          </p>
          <p className="mt-2">
            Ordered without one?{" "}
            <Link to="/find-order" className="text-accent-text underline">
              Find your order
            </Link>
          </p>
        </>
      }
    >
      <TextField label="Email" name="email" type="email" autoComplete="username" required wide />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required wide />
    </AccountForm>
  );
}
