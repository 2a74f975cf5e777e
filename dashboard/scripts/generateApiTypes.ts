import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

const CONTROL_API = fileURLToPath(new URL("../../control-api/src/http/openapi.main.ts", import.meta.url));

/** The checked-in file that the client is typed by. */
export const API_TYPES_FILE = fileURLToPath(new URL("../src/api/schema.generated.ts", import.meta.url));

/**
 * The types of the control API, generated from the OpenAPI document that it would serve right now.
 * @throws when the control API's sources can't print their document within half a minute.
 */
export async function generateApiTypes(): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [CONTROL_API], {
    timeout: 30_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  // Our own process printed it; the generator validates what it reads.
  const document = JSON.parse(stdout) as OpenAPI3;
  const types = astToString(await openapiTS(document));
  return `/** Generated from the control API's OpenAPI document by \`npm run api:generate\`. Don't edit. */\n${types}`;
}
