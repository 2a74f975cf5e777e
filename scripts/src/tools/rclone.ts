import type { Report } from "../platform/progress.ts";
import { ensurePackagedProgram, packagedProgram } from "./packagedProgram.ts";

/** The program through which restic reaches SFTP servers and other storage that it doesn't speak itself; there after `ensureRclone`. */
export const rclone = packagedProgram("rclone");

/** Takes rclone out of Debian's package, unless it is in the cache. */
export const ensureRclone = (report: Report): Promise<void> => ensurePackagedProgram(rclone, "rclone", report);
