/** The comment that tells an editor which schema completes and checks the file. */
const schemaLine =
  /^(#\s*yaml-language-server:\s*\$schema=\S*\/[a-z0-9-]+?)-(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?)(\.json\s*)$/m;

/** The text with that comment, where there is one, naming the schema of `version`. */
export function withSchemaVersion(text: string, version: string): string {
  return text.replace(schemaLine, (_line, before: string, _old, after: string) => `${before}-${version}${after}`);
}
