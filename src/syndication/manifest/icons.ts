/** The site's icon, an eight-pointed star of two squares, in the forms that browsers and phones ask for. */

/** The star in the newsroom's own colour. @param colour `#rrggbb` */
export function iconSvg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${colour}" d="M3 3h10v10H3zM8 1l7 7-7 7-7-7z"/></svg>
`;
}

/** The star, 32 pixels wide: a PNG in an ICO, 237 bytes, for those who ask for it whatever the page says. */
export const FAVICON_ICO = Uint8Array.fromBase64(
  "AAABAAEAICAAAAEAIADXAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAQDAAAAgVRnxwAAABJQTFRFTGlxfRslfRwlfBskfBwkfRwl5LhVrAAAAAV0Uk5TAICId39g0HkuAAAACXBIWXMAAHsIAAB7CAF4JB2hAAAAWklEQVQoz2NgIBYwKqAJiAahKQgNRVUiGhqKpCQUDmgowIgQUIC5AQaC0BRAlIgiC4CUmCILhAAFmJEFHBhQlYSgWytAR99C3RKCEurMUEciKQlBj0oBomMdACYlTKXK3suUAAAAAElFTkSuQmCC",
);

/** The star on white with room around it, 180 pixels wide: a PNG, 517 bytes. */
export const TOUCH_ICON_PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAALQAAAC0BAMAAADP4xsBAAAAJFBMVEV9HCX///+GKzSJMDn69/egWV+dU1r59fb59PWFKjODJy+QPkVbs+KCAAAACXBIWXMAAHsIAAB7CAF4JB2hAAABh0lEQVRo3u3asU0DURCE4YmcW1xGRkhGCQQOnLmLvXRLoAcqoAM6JARZ7512dDsyluelln59Mti31lscZQdOO+2000477bTTTjvt9MZZ3mXp06pKL5fDhyh9AlZNerkADBsUmmKDQlNscGiGDQ7NsEGiCTZINMEGi66zwaLrbNDoMhs0uswGj66ywaOr7Gn6+eX3vOLqfP158ZtOP6F43px22mmnnXba6YdMn6vpTzZ9PTDNz3SUQm3K2zorl66j52zsRk/Z2I2esrEfPWNjP3rGRgN6wkYDesJGB3rMRgd6zEYLeshGC3rIRg96xEYPesRGE3rA7kuH7g1J2Z8xdP98KfvIhO6DnrKvp9B9qabsURC6B1jKHruhGxZSNuKEbjBL2TgZuiE4/8/o7p9JTjvttNNOO+30za4yNy9gU3ZtHLrL7pRd0YdusSBl6xChW+JI2epJ6BZmUrbmE7rlpJStVIVuESxl62uhW7pL2apg3OOC49HLpE477bTTTjvttNNOO711fgABCnAyhhiNnQAAAABJRU5ErkJggg==",
);
