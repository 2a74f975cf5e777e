/** What can be wrong with the clone on our own disk, and how it is told from what is wrong with the other side. */
import { DamagedCloneError, GitUnavailableError } from "./errors.ts";
import type { GitProcessError } from "./gitProcess.ts";

// Git's own words for what lies here; what the remote says of itself comes behind "remote:".
const damageWords =
  /missing|corrupt|'origin' does not appear to be|bad object|bad tree|not a git repository|loose object|did not send all necessary objects|unresolved delta|not a valid object|broken|\.lock'?: File exists|packfile .* (cannot be|is truncated|does not match)|index file .* (is too small|is corrupt)|inflate|bad config|unable to (parse|read) [0-9a-f]{40}|invalid commit-graph|commit-graph/i;

/** A fetch fails because of the other side, unless Git stumbles over what lies here. */
export function fetchFailure(error: GitProcessError): Error {
  const own = error.stderr
    .split("\n")
    .filter((line) => !line.startsWith("remote:"))
    .join("\n");
  if (damageWords.test(own)) return new DamagedCloneError(error.message, { cause: error });
  return new GitUnavailableError(`the stores repository can't be fetched: ${error.stderr || error.message}`, {
    cause: error,
  });
}
