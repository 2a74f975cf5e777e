import { defineConfig, mergeConfig } from "vite";
import dashboard from "./vite.config.ts";

/** Every screen without a server: `npm run gallery` shows them, and e2e/gallery looks at each. */
export default mergeConfig(
  dashboard,
  defineConfig({
    build: { outDir: "dist-gallery", manifest: false, rolldownOptions: { input: "gallery.html" } },
  }),
);
