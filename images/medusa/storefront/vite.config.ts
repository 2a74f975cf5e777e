import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `MEDUSA_ORIGIN=http://acme.localhost:7480 npx vite` tries the shop against a running store. */
const medusa = process.env.MEDUSA_ORIGIN ?? "http://localhost:9000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  // The SDK brings a query-string library of 11 KB for what the shop's flat queries do in ten lines.
  resolve: { alias: { qs: fileURLToPath(new URL("src/shop/queryString.ts", import.meta.url)) } },
  // Fonts and pictures stay files of their own: the shop's Content-Security-Policy allows no data: fonts.
  build: {
    assetsInlineLimit: 0,
    target: "es2023",
    // What every page needs comes in two files, not in one for each set of pages that share a module.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "libraries", test: /node_modules(?!.*js-sdk\/dist\/esm\/auth)/ },
            { name: "shop", test: /\/src\/(cart|catalog|feedback|shop|search\/SearchField)/ },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/store", "/auth", "/samples", "/uploads", "/config.json"].map((path) => [
        path,
        { target: medusa, changeOrigin: true },
      ]),
    ),
  },
});
