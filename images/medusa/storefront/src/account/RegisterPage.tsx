import { Link, useLocation } from "react-router";
import { formText } from "../forms/formText.ts";
import { TextField } from "../forms/TextField.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { AccountForm } from "./AccountForm.tsx";
import { useRegister } from "./useSession.ts";

/** Makes an account. */
export function RegisterPage() {
  usePageTitle("Create an account");
  const { mutate, isPending, error } = useRegister();
  const { state } = useLocation();
  return (
    <AccountForm
      title="Create an account"
      action="Create account"
      doing="Creating your account…"
      errorTitle="The account wasn't created"
      isPending={isPending}
      error={error}
      submit={(form) =>
        mutate({
          first_name: formText(form, "first_name"),
          last_name: formText(form, "last_name"),
          email: formText(form, "email").toLowerCase(),
          password: String(form.get("password")),
        })
      }
      otherwise={
        <p>
          Have one already?{" "}
          <Link to="/account/sign-in" state={state} replace className="text-accent-text underline">
            Sign in
          </Link>
        </p>
      }
    >
      <TextField label="First name" name="first_name" autoComplete="given-name" required />
      <TextField label="Last name" name="last_name" autoComplete="family-name" required />
      <TextField label="Email" name="email" type="email" autoComplete="username" required wide />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={8}
        hint="At least 8 characters."
        required
        wide
      />
    </AccountForm>
  );
}
