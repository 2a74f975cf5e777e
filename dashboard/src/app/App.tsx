import { useState } from "react";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { SignInGate } from "../identity/SignInGate.tsx";
import { StreamProvider } from "../stream/StreamProvider.tsx";
import { routes } from "./routes.tsx";

/** The dashboard: whoever is known gets the pages and the stream that keeps them fresh. */
export function App() {
  return (
    <SignInGate>
      <StreamProvider>
        <Pages />
      </StreamProvider>
    </SignInGate>
  );
}

/** Made once somebody is known: signing in changes the address the router begins with. */
function Pages() {
  const [router] = useState(() => createBrowserRouter(routes));
  return <RouterProvider router={router} />;
}
