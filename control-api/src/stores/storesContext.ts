import type { ArgoCd } from "../argo/argoCd.ts";
import type { Proposals } from "../git/proposals.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import type { EngineCatalogue } from "./engineCatalogue.ts";
import type { StoreBackups } from "./storeBackups.ts";
import type { ChangeMode } from "./storesApplication.ts";
import type { StoresView } from "./storesView.ts";

/** What the changes of stores work with. */
export interface StoresContext {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly catalogue: EngineCatalogue;
  readonly view: StoresView;
  readonly backups: StoreBackups;
  /** Where the Git server has pull requests. */
  readonly proposals?: Proposals | undefined;
  /** How changes are made unless a request says otherwise; directly when left out. */
  readonly changeMode?: ChangeMode | undefined;
  /** @throws UnknownClusterError */
  readonly checkCluster?: (name: string) => Promise<void>;
}
