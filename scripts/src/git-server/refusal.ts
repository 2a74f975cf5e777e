import type { ValidationProblem } from "@storeplane/control-api/validation";

const mostShown = 25;

/** The lines that the person who pushed reads behind `remote:`. Control characters from their files stay out of their terminal. */
export function refusalLines(problems: readonly ValidationProblem[]): string[] {
  const shown = problems.slice(0, mostShown);
  const lines = [
    `Refused: ${problems.length === 1 ? "1 problem" : `${problems.length} problems`}. Nothing was changed.`,
  ];
  for (const { path, pointer, message } of shown) {
    const where = [path, pointer].filter(Boolean).join(" at ");
    lines.push("", where ? `  ${where}` : "  the push", `    ${message}`);
  }
  if (problems.length > shown.length) lines.push("", `  … and ${problems.length - shown.length} more`);
  lines.push("", "Mend the commit (git commit --amend), then push again.");
  return lines.flatMap((line) => line.split("\n")).map((line) => line.replace(/\p{Cc}/gu, " "));
}
