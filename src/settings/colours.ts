/** The colours of the pages that a newsroom may change, and the rule that keeps them readable. Pure. */

/** What a page is printed on, by colour scheme. */
export const PAPER = { light: "#faf7f0", dark: "#181613" } as const;

export type Accent = Readonly<Record<keyof typeof PAPER, string>>;

/** The colour of links and labels, unless the newsroom has its own. */
export const ACCENT: Accent = { light: "#7d1c25", dark: "#e8a49c" };

/** Text of normal size needs at least this. @see WCAG 2.2, success criterion 1.4.3 */
export const LEAST_CONTRAST = 4.5;

/** How well two colours `#rrggbb` part, from 1 to 21. @see WCAG 2.2, "contrast ratio" */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** @see WCAG 2.2, "relative luminance" */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map(place => {
    const channel = Number.parseInt(colour.slice(place, place + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
