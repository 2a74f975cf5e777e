import type { HtmlTagDescriptor, Plugin, Rolldown } from "vite";

/** The face of nearly every word on the page. */
const FONT = /geist-latin-wght-normal-[^/]+\.woff2$/;

/**
 * Has the browser fetch what the first page needs along with the page: the code that its entry imports later, and the font,
 * which it would ask for only once there is a word to draw.
 */
export function preloadFirstPage(): Plugin {
  return {
    name: "preload-first-page",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {}, chunk, path }) {
        if (chunk === undefined || path !== "/index.html") return;
        const known = withImports(bundle, [chunk.fileName]);
        const later = [
          ...withImports(
            bundle,
            [...known].flatMap((file) => dynamicImports(bundle, file)),
          ),
        ];
        const fonts = Object.keys(bundle).filter((file) => FONT.test(file));
        return [
          ...later.filter((file) => !known.has(file)).map((file) => link({ rel: "modulepreload", href: `/${file}` })),
          ...fonts.map((file) => link({ rel: "preload", as: "font", type: "font/woff2", href: `/${file}` })),
        ];
      },
    },
  };
}

function link(attributes: Record<string, string>): HtmlTagDescriptor {
  return { tag: "link", attrs: { crossorigin: true, ...attributes }, injectTo: "head" };
}

function dynamicImports(bundle: Rolldown.OutputBundle, file: string): string[] {
  const output = bundle[file];
  return output?.type === "chunk" ? output.dynamicImports : [];
}

/** The files, and all that they import. */
function withImports(bundle: Rolldown.OutputBundle, files: readonly string[], found = new Set<string>()): Set<string> {
  for (const file of files) {
    const output = bundle[file];
    if (found.has(file) || output?.type !== "chunk") continue;
    found.add(file);
    withImports(bundle, output.imports, found);
  }
  return found;
}
