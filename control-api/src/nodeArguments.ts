/**
 * How Node runs the control API. A small nursery and a modest limit of the heap keep what is read in bulk (thousands of
 * Applications at the start) from staying as garbage: with 10,000 stores the process is some 130 MB smaller. They live on about
 * 150 MB; beyond 30,000 stores raise the limit.
 */
export const nodeArguments: readonly string[] = ["--max-semi-space-size=4", "--max-old-space-size=512"];
