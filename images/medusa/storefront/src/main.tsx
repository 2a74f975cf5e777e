import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { CartProvider } from "./cart/CartProvider.tsx";
import { ErrorBoundary } from "./feedback/ErrorBoundary.tsx";
import { ErrorNotice } from "./feedback/ErrorNotice.tsx";
import { Shop } from "./Shop.tsx";
import { applyAccent } from "./shop/accent.ts";
import { loadConfig } from "./shop/config.ts";
import { createMedusa } from "./shop/medusa.ts";
import { RegionProvider } from "./shop/RegionProvider.tsx";
import { ShopContext } from "./shop/useShop.ts";
import "./styles.css";

const element = document.getElementById("root");
if (element === null) throw new Error("index.html has no element with the id root");
const root = createRoot(element);

try {
  const config = await loadConfig(document, fetch);
  if (config.accentColor !== undefined) applyAccent(document.documentElement, config.accentColor);
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 60_000, retry: 2 } } });
  root.render(
    <StrictMode>
      <ErrorBoundary>
        <QueryClientProvider client={queries}>
          <ShopContext value={{ config, ...createMedusa(config) }}>
            <RegionProvider>
              <CartProvider>
                <BrowserRouter>
                  <Shop />
                </BrowserRouter>
              </CartProvider>
            </RegionProvider>
          </ShopContext>
        </QueryClientProvider>
      </ErrorBoundary>
    </StrictMode>,
  );
} catch (error) {
  root.render(<ErrorNotice title="The shop can't be opened" error={error} retry={() => location.reload()} />);
}
