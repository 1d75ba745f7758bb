import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  root: new URL("../renderer", import.meta.url).pathname,
  base: "./",
  plugins: [react()],
  resolve: {
    alias: {
      "@stdlib/assert-has-generator-support": new URL("generator-support.cjs", import.meta.url).pathname,
    },
  },
  build: {
    outDir: "../dist/renderer",
    emptyOutDir: true,
    target: "chrome114",
    // The content security policy allows no `data:` fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: false,
    chunkSizeWarningLimit: 4000,
  },
});
