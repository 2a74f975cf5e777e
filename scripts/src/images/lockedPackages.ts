import { z } from "zod";

const entry = z.object({
  version: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
  resolved: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
  devDependencies: z.record(z.string(), z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
  peerDependencies: z.record(z.string(), z.string()).optional(),
});
const lockfile = z.object({ packages: z.record(z.string(), entry) });

/**
 * The exact packages that one workspace gets from the common lockfile, as `place version integrity` lines: what its build depends on,
 * so that another workspace's new dependency rebuilds nothing.
 * @param lock text of package-lock.json
 * @throws ZodError when it is no lockfile; Error when it doesn't hold the workspace
 */
export function lockedPackages(lock: string, workspace: string): string[] {
  const { packages } = lockfile.parse(JSON.parse(lock));
  const root = packages[workspace];
  if (!root) throw new Error(`package-lock.json has no workspace ${workspace}: run npm install.`);
  const found = new Map<string, string>();
  const visit = (place: string, names: readonly string[]): void => {
    for (const name of names) {
      const at = resolve(packages, place, name);
      const locked = at === undefined ? undefined : packages[at];
      if (at === undefined || !locked || found.has(at)) continue;
      found.set(at, `${at} ${locked.version ?? locked.resolved ?? ""} ${locked.integrity ?? ""}`);
      const { dependencies, optionalDependencies, peerDependencies } = locked;
      visit(at, Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies }));
    }
  };
  visit(workspace, Object.keys({ ...root.dependencies, ...root.devDependencies, ...root.optionalDependencies }));
  return [...found.values()].sort();
}

/** Node's way: the nearest `node_modules` at or above the place. */
function resolve(packages: Readonly<Record<string, unknown>>, place: string, name: string): string | undefined {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const candidate = `${folder === "" ? "" : `${folder}/`}node_modules/${name}`;
    if (candidate in packages) return candidate;
    if (folder === "") return undefined;
  }
}
