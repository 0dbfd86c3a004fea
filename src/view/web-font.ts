/** The one web font that a newsroom may choose: Vazirmatn, its letters of Arabic script. @see https://github.com/rastikerdar/vazirmatn (OFL 1.1) */

/** 46 KB, regular to bold; the version stands in the address. */
export const FONT_PATH = "/fonts/vazirmatn-5.3.0.woff2";

/** For pages in Arabic script. A page is shown at once in a face of the reader's own, and again when the font has come. */
export const FONT_FACE = `@font-face{font-family:Vazirmatn;font-weight:100 900;font-display:swap;unicode-range:U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC;src:url(${FONT_PATH}) format("woff2")}body,small,.small,nav,footer,button{font-family:Vazirmatn,system-ui,sans-serif}`;
