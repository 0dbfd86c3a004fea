/**
 * Writes src/commemorations/rules/hijri-months.json: the lengths of the months of the Umm al-Qura calendar, 1420 to
 * 1500 AH, as this Node's ICU has them. Run by hand, once, and committed: what is published must not depend on the
 * ICU of whatever runtime publishes it.
 */
import { writeFileSync } from "node:fs";

const FIRST_YEAR = 1420;
const LAST_YEAR = 1500;
const DAY_MS = 86_400_000;

const umalqura = new Intl.DateTimeFormat("en-u-ca-islamic-umalqura-nu-latn", {
  timeZone: "UTC",
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

/** @param {number} ms */
function hijri(ms) {
  const parts = new Map(umalqura.formatToParts(ms).map(part => [part.type, part.value]));
  return {
    year: Number(parts.get("year")),
    month: Number(parts.get("month")),
    day: Number(parts.get("day")),
  };
}

let ms = Date.UTC(1999, 3, 1);
while (hijri(ms).year < FIRST_YEAR) ms += DAY_MS;
const firstDay = new Date(ms).toISOString().slice(0, 10);

/** A year a line: its twelve months, 1 for one of 30 days, 0 for one of 29. @type {string[]} */
const years = [];
for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
  let months = "";
  for (let month = 1; month <= 12; month++) {
    const begins = ms;
    while (hijri(ms).month === month) ms += DAY_MS;
    const days = (ms - begins) / DAY_MS;
    if (days !== 29 && days !== 30) throw new Error(`${year}/${month} has ${days} days`);
    months += days === 30 ? "1" : "0";
  }
  years.push(months);
}

const file = new URL("../src/commemorations/rules/hijri-months.json", import.meta.url);
writeFileSync(file, `${JSON.stringify({ firstYear: FIRST_YEAR, firstDay, years }, null, 2)}\n`);
console.log(`${years.length} years from ${firstDay}, by ICU ${process.versions.icu}`);
