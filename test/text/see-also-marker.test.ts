import { describe, expect, it } from "vitest";
import { isSeeAlsoMarker, markerTest, SHIPPED_MARKERS } from "../../src/text/blocks";
import { VECTORS } from "./vectors";

describe("see-also marker", () => {
  it.each(VECTORS.marker.match)("%j is a marker", line => {
    expect(isSeeAlsoMarker(line)).toBe(true);
  });

  it.each(VECTORS.marker.noMatch)("%j is text", line => {
    expect(isSeeAlsoMarker(line)).toBe(false);
  });

  it("every shipped phrase is read, in capitals and with a colon set apart", () => {
    for (const phrase of SHIPPED_MARKERS) expect(isSeeAlsoMarker(`${phrase.toUpperCase()} :`)).toBe(true);
  });

  it("a site's own list takes the place of the shipped one", () => {
    expect(isSeeAlsoMarker("مواضيع ذات صلة:", ["مواضيع ذات صلة"])).toBe(true);
    expect(isSeeAlsoMarker("شاهد أيضًا", ["مواضيع ذات صلة"])).toBe(false);
  });

  it("an empty phrase in a list matches no line, not even a blank one", () => {
    expect(["", " ", ":"].some(markerTest(["", " :"]))).toBe(false);
  });
});
