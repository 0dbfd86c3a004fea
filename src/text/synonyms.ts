import type { Lang } from "./languages";

/** Of two current spellings, in folded letters: the pattern becomes the replacement. */
type Spelling = readonly [written: RegExp, as: string];

const SPELLINGS: Readonly<Record<Lang, readonly Spelling[]>> = {
  ar: [
    // The country ends in alef or in ta marbuta; the second is also the adjective.
    [/سوريا$/, "سوريه"],
    // A hamza before a long u sits on waw in the Levant, on ya in Egypt.
    [/مسئول/, "مسؤول"],
    [/شئون/, "شؤون"],
    // Iraq writes هيأة.
    [/هياه$/, "هيئه"],
    // A journalist with the long a of the press, or without it.
    [/صحافي/, "صحفي"],
    // The silent alef of the old spelling of a hundred.
    [/مائه$/, "مئه"],
    [/مائت/, "مئت"],
    // Names from abroad, with and without a vowel, or with it in another place.
    [/اميرك/, "امريك"],
    [/اورب/, "اوروب"],
    [/يونيسكو/, "يونسكو"],
    [/انترنيت/, "انترنت"],
    [/تليف/, "تلف"],
    // Kurdish names, after their Kurdish or their Arabic sound.
    [/كورد/, "كرد"],
    [/قامشلو$/, "قامشلي"],
    [/داوود/, "داود"],
  ],
  ckb: [
    // The u of borrowed names is written with one waw or two.
    [/سووریا/, "سوریا"],
    [/ئەورووپا/, "ئەوروپا"],
    [/ئەمەریکا|ئەمێریکا/, "ئەمریکا"],
    [/تورکیە$/, "تورکیا"],
    [/قامیشلۆ/, "قامشلۆ"],
  ],
  kmr: [
    // Names from abroad, after their Arabic, their Turkish or their German sound.
    [/^emerika/, "amerika"],
    [/^ewrupa|^ewropa|^avrupa/, "ewropa"],
    [/^qamislu/, "qamislo"],
  ],
  en: [
    // British and American.
    [/^organis/, "organiz"],
    [/^defence/, "defense"],
    [/^centre/, "center"],
    [/^programme/, "program"],
    [/^(lab|neighb|col|harb)our/, "$1or"],
    // Names of ours in English papers.
    [/^kobane$/, "kobani"],
    [/^(?:nowruz|nevruz|nawroz|norouz)$/, "newroz"],
    [/^qamishl[oiu]$/, "qamishli"],
  ],
};

/**
 * The word in one of its spellings: سوريه for سوريا, with anything that is attached to it. A short list of well-known
 * pairs, used for the index's second column and for queries.
 * @param folded  what `fold` gives for `ar` and `ckb`, `foldLoose` for `kmr` and `en`.
 * @see docs/text.md, "Stems"
 */
export function canonicalWord(lang: Lang, folded: string): string {
  return SPELLINGS[lang].reduce((word, [written, as]) => word.replace(written, as), folded);
}
