/** Writes the API's types: `npm run api:generate`. */
import { writeFile } from "node:fs/promises";
import { API_TYPES_FILE, generateApiTypes } from "./generateApiTypes.ts";

await writeFile(API_TYPES_FILE, await generateApiTypes());
console.log(`wrote ${API_TYPES_FILE}`);
