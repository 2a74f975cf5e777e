/** Prints the OpenAPI document: `node control-api/src/http/openapi.main.ts`. */
import { openApiDocument } from "./openapi.ts";
import { routes } from "./routes/routes.ts";

process.stdout.write(`${JSON.stringify(openApiDocument(routes), undefined, 2)}\n`);
