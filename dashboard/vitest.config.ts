import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

/** Component tests name their environment themselves (`@vitest-environment jsdom`); pure ones run in Node. */
export default defineConfig({
  plugins: [react()],
  test: {
    name: "dashboard",
    include: ["{src,scripts,fixtures}/**/*.test.{ts,tsx}"],
    testTimeout: 30_000,
  },
});
