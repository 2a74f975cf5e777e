import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createMemoryRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { fixtureFetch } from "../fixtures/fixtureFetch.ts";
import { createQueryClient } from "../src/api/queryClient.ts";
import { routes } from "../src/app/routes.tsx";
import { SignInPage } from "../src/identity/SignInPage.tsx";
import { StreamProvider } from "../src/stream/StreamProvider.tsx";
import "../src/styles.css";
import { screens } from "./screens.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("gallery.html has no element #root to draw in");
const name = new URLSearchParams(window.location.search).get("screen");
const screen = screens.find((candidate) => candidate.name === name);

/** All screens, to pick one. */
function Index() {
  return (
    <main className="mx-auto max-w-3xl p-8">
      <h1 className="mb-4 text-2xl font-semibold tracking-tight">Screens</h1>
      <ul className="grid gap-1 sm:grid-cols-3">
        {screens.map((each) => (
          <li key={each.name}>
            <a href={`?screen=${each.name}`} className="text-accent hover:underline">
              {each.name}
            </a>
          </li>
        ))}
      </ul>
    </main>
  );
}

function Drawn() {
  if (screen === undefined) return <Index />;
  if (screen.at === "sign-in") {
    return (
      <SignInPage
        issuer="https://login.example.com"
        failure={undefined}
        refusal="Your session has ended."
        onBegin={async () => {}}
      />
    );
  }
  window.fetch = fixtureFetch(screen.scene ?? "busy");
  return (
    <QueryClientProvider client={createQueryClient()}>
      <StreamProvider>
        <RouterProvider router={createMemoryRouter(routes, { initialEntries: [screen.at] })} />
      </StreamProvider>
    </QueryClientProvider>
  );
}

createRoot(root).render(
  <StrictMode>
    <Drawn />
  </StrictMode>,
);
