import type { ArgoCd } from "../argo/argoCd.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import type { EngineCatalogue } from "./engineCatalogue.ts";
import type { StoresView } from "./storesView.ts";

/** What the changes of stores work with. */
export interface StoresContext {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly catalogue: EngineCatalogue;
  readonly view: StoresView;
  /** @throws UnknownClusterError */
  readonly checkCluster?: (name: string) => Promise<void>;
}
