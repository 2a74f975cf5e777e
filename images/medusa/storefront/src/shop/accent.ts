const INK = "#1c1917";
const WHITE = "#ffffff";

function channels(color: string): [number, number, number] {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance after WCAG 2, 0 (black) to 1 (white). */
function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((channel) => {
    const part = channel / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast of two colours (#rrggbb) after WCAG 2, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** The colour of text on the accent colour: white or ink, whichever is easier to read. */
export function textOn(accent: string): string {
  return contrast(accent, WHITE) >= contrast(accent, INK) ? WHITE : INK;
}

/** The accent colour for text on the page: itself where it can be read (4.5 : 1), darkened until it can otherwise. */
export function readable(accent: string, background = "#fbfaf7"): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const darker = `#${channels(accent)
      .map((channel) =>
        Math.round(channel * share)
          .toString(16)
          .padStart(2, "0"),
      )
      .join("")}`;
    if (contrast(darker, background) >= 4.5) return darker;
  }
  return INK;
}

/** Dresses the page in the store's accent colour. */
export function applyAccent(page: HTMLElement, accent: string): void {
  page.style.setProperty("--accent", accent);
  page.style.setProperty("--on-accent", textOn(accent));
  page.style.setProperty("--accent-text", readable(accent));
}
