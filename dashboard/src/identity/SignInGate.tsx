import { useQuery, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useSyncExternalStore } from "react";
import { queryKeys } from "../api/queryKeys.ts";
import type { Platform } from "../api/types.ts";
import { usePlatform } from "../platform/usePlatform.ts";
import { PageSkeleton } from "../ui/Skeleton.tsx";
import { currentRefusal, onRefusalChange } from "./identityHeaders.ts";
import type { SignIn } from "./openIdSignIn.ts";
import { SignInPage } from "./SignInPage.tsx";
import { lastSignInMode, rememberSignInMode } from "./signInMode.ts";

const SignInContext = createContext<SignIn | undefined>(undefined);

/** Signing out, where people sign in at all. */
export function useSignIn(): SignIn | undefined {
  return useContext(SignInContext);
}

/** Shows the dashboard to whoever the platform knows, and the way in to everybody else. */
export function SignInGate({ children }: { children: ReactNode }) {
  const platform = usePlatform();
  const mode = platform.data?.auth.mode;
  useEffect(() => {
    if (mode !== undefined) rememberSignInMode(mode);
  }, [mode]);
  // Where nobody signs in, the pages needn't wait to be told so: what they ask for is asked for at the same time.
  if (platform.isPending) return lastSignInMode() === "oidc" ? <Splash /> : children;
  // Without an answer nobody can be asked to sign in; the pages say what is wrong.
  if (platform.data === undefined || platform.data.auth.mode === "dev") return children;
  return <OpenIdGate auth={platform.data.auth}>{children}</OpenIdGate>;
}

function OpenIdGate({ auth, children }: { auth: Platform["auth"]; children: ReactNode }) {
  const refusal = useSyncExternalStore(onRefusalChange, currentRefusal);
  const client = useQueryClient();
  const session = useQuery({
    queryKey: queryKeys.session,
    queryFn: async () => {
      const opened = await (await import("./openIdSignIn.ts")).openSignIn(auth);
      // What the platform told a stranger isn't what it tells this person.
      if (opened.signedIn) await client.refetchQueries({ queryKey: queryKeys.platform });
      return opened;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const signedIn = session.data?.signedIn === true && refusal === undefined;
  if (session.isPending) return <Splash />;
  if (!signedIn) {
    return (
      <SignInPage
        issuer={auth.issuer ?? ""}
        failure={session.error}
        refusal={session.data?.signedIn === true ? refusal : undefined}
        onBegin={() => session.data?.signIn.begin() ?? session.refetch()}
      />
    );
  }
  return <SignInContext value={session.data?.signIn}>{children}</SignInContext>;
}

function Splash() {
  return (
    <div className="mx-auto max-w-6xl px-4 py-10 sm:px-8">
      <PageSkeleton />
    </div>
  );
}
