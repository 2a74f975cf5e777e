import { UserManager, type UserManagerSettings } from "oidc-client-ts";
import type { Platform } from "../api/types.ts";
import { noteRefusal, setIdentityHeaders } from "./identityHeaders.ts";

/** Where the provider sends people back to; registered there as the client's redirect URI. */
export const CALLBACK_PATH = "/signed-in";

export interface SignIn {
  /** Goes to the provider, and comes back to the page that is open now. */
  begin(): Promise<void>;
  /** Leaves, here and at the provider where it offers that. */
  end(): Promise<void>;
}

/**
 * Authorization code with PKCE, no secret: takes up the session of this tab, or what the provider has just sent back.
 * Every request carries the access token from then on. Returns undefined in `signedIn` for whoever isn't.
 * @throws Error when the provider refused, or can't be reached.
 */
export async function openSignIn(auth: Platform["auth"]): Promise<{ signIn: SignIn; signedIn: boolean }> {
  const manager = new UserManager(clientSettings(auth, window.location.origin));
  manager.events.addUserLoaded((user) => carry(user.access_token));
  manager.events.addAccessTokenExpired(() => noteRefusal("Your session has ended."));

  if (window.location.pathname === CALLBACK_PATH) {
    const user = await manager.signinRedirectCallback();
    const returnTo = typeof user.state === "string" && user.state.startsWith("/") ? user.state : "/";
    window.history.replaceState(null, "", returnTo);
  }
  const user = await manager.getUser();
  const signedIn = user !== null && user.expired !== true;
  if (signedIn) carry(user.access_token);

  return {
    signedIn,
    signIn: {
      begin: () => manager.signinRedirect({ state: window.location.pathname + window.location.search }),
      async end() {
        const { end_session_endpoint: leave } = await manager.metadataService.getMetadata();
        if (leave !== undefined) return manager.signoutRedirect();
        await manager.removeUser();
        window.location.assign("/");
      },
    },
  };
}

/** How the dashboard at `origin` presents itself to the provider. */
export function clientSettings({ issuer, clientId, scopes, audience }: Platform["auth"], origin: string) {
  return {
    authority: issuer ?? "",
    client_id: clientId ?? "",
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    post_logout_redirect_uri: `${origin}/`,
    scope: (scopes ?? ["openid"]).join(" "),
    automaticSilentRenew: (scopes ?? []).includes("offline_access"),
    ...(audience?.parameter === "resource" && { resource: audience.value }),
    ...(audience?.parameter === "audience" && { extraQueryParams: { audience: audience.value } }),
  } satisfies UserManagerSettings;
}

function carry(token: string): void {
  setIdentityHeaders({ authorization: `Bearer ${token}` });
}
