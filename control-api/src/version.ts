import packageJson from "../package.json" with { type: "json" };

/** Version of the control API. */
export const version: string = packageJson.version;
