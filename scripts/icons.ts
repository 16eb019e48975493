// One SVG sprite of the Lucide icons that the templates, scripts and icons.txt name, and no others.
import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "vite";

const ICONS = join(dirname(createRequire(import.meta.url).resolve("lucide-static/package.json")), "icons");
const LIST = "src/kariz/web/assets/icons.txt";
const SOURCES = "src/kariz/**/*.{html,py,ts}";
const USES = [
  /\{%\s*icon\s+["']([a-z0-9-]+)["']/g,
  /<c-icon\b[^>]*?\bname="([a-z0-9-]+)"/g,
  /\bicon\s*=\s*["']([a-z0-9-]+)["']/g,
];
const STROKE =
  'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';

/** Every icon name in use, with the file that asks for it first. */
export function namesInUse(): Map<string, string> {
  const names = new Map<string, string>();
  const keep = (name: string, file: string) => names.has(name) || names.set(name, file);
  for (const file of globSync(SOURCES).filter((path) => !path.includes("/tests/"))) {
    const text = readFileSync(file, "utf8");
    for (const use of USES) for (const match of text.matchAll(use)) keep(match[1] as string, file);
  }
  if (existsSync(LIST)) {
    const lines = readFileSync(LIST, "utf8").split("\n").map((line) => line.replace(/#.*/, "").trim());
    for (const name of lines.filter(Boolean)) keep(name, LIST);
  }
  return new Map([...names].sort());
}

function symbol(name: string, file: string): string {
  const source = join(ICONS, `${name}.svg`);
  if (!existsSync(source)) throw new Error(`${file}: Lucide has no icon called "${name}"`);
  const drawing = readFileSync(source, "utf8").replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" ${STROKE}>${drawing.replace(/\s*\n\s*/g, "")}</symbol>`;
}

export function iconSprite(): Plugin {
  return {
    name: "kariz-icon-sprite",
    apply: "build",
    buildStart() {
      if (existsSync(LIST)) this.addWatchFile(LIST);
    },
    generateBundle() {
      const symbols = [...namesInUse()].map(([name, file]) => symbol(name, file));
      this.emitFile({
        type: "asset",
        fileName: "icons.svg",
        source: `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`,
      });
    },
  };
}
