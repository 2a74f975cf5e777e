import type { ArgoCd } from "../argo/argoCd.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import { engineCatalogue } from "../stores/engineCatalogue.ts";
import { StoresView, type StoresViewOptions } from "../stores/storesView.ts";

/** A view of a platform on this machine, not started yet; `options` replaces what a test is about. */
export function testView(
  repository: StoresRepository,
  argo: ArgoCd,
  options: Partial<Omit<StoresViewOptions, "repository" | "argo">> = {},
): StoresView {
  return new StoresView({
    repository,
    argo,
    catalogue: engineCatalogue(repository),
    domain: "localhost",
    originTemplate: "http://{host}",
    argocdNamespace: "argocd",
    timeout: 600_000,
    ...options,
  });
}
