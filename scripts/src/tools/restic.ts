import type { Report } from "../platform/progress.ts";
import { ensurePackagedProgram, packagedProgram } from "./packagedProgram.ts";

/** The program that keeps and reads backups; there after `ensureRestic`. */
export const restic = packagedProgram("restic");

/** Takes restic out of Debian's package, unless it is in the cache. */
export const ensureRestic = (report: Report): Promise<void> => ensurePackagedProgram(restic, "restic", report);
