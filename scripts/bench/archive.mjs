/** The articles that are asked for: made-up Arabic, of the length and shape that the newsroom's texts have. */
import { send, sendMany } from "./load.mjs";

/** A body's length in bytes of UTF-8. */
const BODY_BYTES = 4_096;
const DAY_MS = 86_400_000;

const SENTENCES = [
  "أعلن المجلس المحلي خطة لترميم المدارس التي تضررت في القرى الشرقية قبل بداية العام الدراسي.",
  "وقال المهندس المشرف إن العمل يجري على مراحل، وإن أولها محطات المياه وشبكات الكهرباء.",
  "طالب الأهالي بنشر أسماء الشركات المنفذة وكلفة كل مرحلة على لوحة في ساحة البلدة.",
  "وأشارت معلمة في المدرسة إلى أن عدد التلاميذ ازداد هذا العام بعد عودة كثير من العائلات.",
  "يذكر أن الطريق الواصل بين القريتين أغلق مرتين في الشتاء الماضي بسبب السيول.",
  "وختم البيان بأن باب الاقتراحات مفتوح حتى نهاية الشهر في مكتب البلدية.",
];

/**
 * Publishes `count` articles through the API, as a script of the newsroom's would.
 * @param {string} origin
 * @param {string} token
 * @param {number} count
 * @returns {Promise<string[]>} their paths.
 */
export async function publishArchive(origin, token, count) {
  /** @type {string[]} */
  const paths = [];
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  await sendMany(count, async place => {
    const reply = await send(origin, "/api/articles", {
      method: "POST",
      headers,
      body: JSON.stringify(draft(place)),
    });
    if (reply.status !== 201) throw new Error(`an article was answered ${reply.status}: ${reply.body}`);
    paths[place] = new URL(JSON.parse(reply.body.toString()).url).pathname;
  });
  return paths;
}

/** @param {number} place */
function draft(place) {
  const day = new Date(Date.UTC(2025, 0, 1) - place * DAY_MS).toISOString().slice(0, 10);
  return {
    lang: "ar",
    title: `خطة لترميم المدارس في القرى الشرقية قبل بداية العام الدراسي، التقرير ${place}`,
    body: bodyOf(place),
    status: "published",
    published_on: day,
    tags: ["مدارس", "خدمات"],
  };
}

/** Paragraphs of two sentences; no two articles begin alike. @param {number} place */
function bodyOf(place) {
  const lines = [`هذا هو التقرير رقم ${place} في السلسلة.`];
  let length = Buffer.byteLength(lines[0] ?? "");
  for (let next = place; length < BODY_BYTES; next += 2) {
    const line = `${SENTENCES[next % SENTENCES.length]} ${SENTENCES[(next + 1) % SENTENCES.length]}`;
    lines.push(line);
    length += Buffer.byteLength(line) + 1;
  }
  return lines.join("\n");
}
