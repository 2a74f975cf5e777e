import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { preloadFirstPage } from "./scripts/preloadFirstPage.ts";

const controlApi = process.env.STOREPLANE_API ?? "http://127.0.0.1:7400";

export default defineConfig({
  base: "/",
  plugins: [react(), tailwindcss(), preloadFirstPage()],
  build: {
    outDir: "dist",
    sourcemap: true,
    manifest: true,
    rolldownOptions: {
      output: {
        // What the first page needs is one file and not one for each set of pages that share it.
        codeSplitting: {
          groups: [
            { name: "index", test: /\/src\/main\.ts$/, priority: 2 },
            { name: "draw", test: /\/src\/app\/draw\.tsx$/, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: { "/api": { target: controlApi, changeOrigin: true } } },
});
