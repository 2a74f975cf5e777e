import { join } from "node:path";
import { build } from "esbuild";

/**
 * The validator as one file that needs nothing but Node and Git.
 * @throws Error of esbuild with the place of what can't be bundled.
 */
export async function validatorBundle(): Promise<string> {
  const result = await build({
    entryPoints: [join(import.meta.dirname, "pullRequestCheck.ts")],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "esm",
    minify: true,
    legalComments: "inline",
    logLevel: "silent",
    // Packages that are CommonJS inside ask for Node's own modules by require.
    banner: {
      js: [
        "// Made from the platform's validator; edits here are overwritten when the platform is updated.",
        'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
      ].join("\n"),
    },
  });
  const [file] = result.outputFiles;
  if (!file) throw new Error("esbuild made no bundle of the validator");
  return file.text;
}
