import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const controlApi = process.env.STOREPLANE_API ?? "http://127.0.0.1:7400";

export default defineConfig({
  base: "/",
  plugins: [react(), tailwindcss()],
  build: { outDir: "dist", sourcemap: true, manifest: true },
  server: { proxy: { "/api": { target: controlApi, changeOrigin: true } } },
});
