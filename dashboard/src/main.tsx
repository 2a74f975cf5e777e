import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "./api/queryClient.ts";
import { routes } from "./app/routes.tsx";
import { StreamProvider } from "./stream/StreamProvider.tsx";
import { ToastProvider } from "./ui/ToastProvider.tsx";
import "./styles.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element #root to draw in");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <StreamProvider>
        <ToastProvider>
          <RouterProvider router={createBrowserRouter(routes)} />
        </ToastProvider>
      </StreamProvider>
    </QueryClientProvider>
  </StrictMode>,
);
