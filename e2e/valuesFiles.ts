/** Text of a values file as a platform engineer writes it by hand. */
export function medusaValuesFile(displayName: string): string {
  return `# yaml-language-server: $schema=../../schemas/medusa-1.0.0.json
store:
  engine: medusa
  chartVersion: 1.0.0
  owner: paula@example.com
  displayName: ${displayName}
`;
}
