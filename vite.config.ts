import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vitest/config";
import { iconSprite } from "./scripts/icons.ts";

export default defineConfig({
  base: "/static/kariz/",
  publicDir: false,
  plugins: [tailwindcss(), iconSprite()],
  build: {
    outDir: "build/static/kariz",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    // The content security policy knows no data: fonts, and a hashed file is cached for ever.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: "src/kariz/web/assets/main.ts",
      // htmx holds an eval for attributes that we do not use and that the policy forbids.
      checks: { eval: false },
    },
  },
  test: {
    environment: "happy-dom",
    include: ["src/kariz/*/assets/**/*.test.ts"],
    passWithNoTests: true,
  },
});
