/** `dhikra get`, `list`, `publish`, `schedule`, `retract`: articles, one by one. */
import { randomUUID } from "node:crypto";
import { EXIT, notDhikra, Usage } from "./failures.mjs";

/**
 * @typedef {object} Told an article, as far as a line for people needs it.
 * @property {number} id @property {string} lang @property {string} title @property {string} status
 * @property {string | null} published_on @property {string | null} [publish_at] @property {string | null} [url]
 * @property {number} [revision] @property {string} [body_text] @property {number} [edition]
 * @property {readonly { code: string, message: string }[]} [warnings] @property {string | null} [retraction_note]
 */

/** @typedef {import("./site.mjs").Tools} Tools */

/** @param {Tools} tools @param {string} named an id, a permalink or a short link. */
export async function get({ client, output }, named) {
  const article = /** @type {Told} */ (await client.get(`/api/articles/${await idOf(client, named)}`));
  const facts = [
    `${article.id}  ${article.lang}  ${article.status}  ${article.publish_at ?? article.published_on ?? "no date"}`,
    ...(article.url == null ? [] : [article.url]),
    ...(article.retraction_note?.split("\n").map(line => `note: ${output.isolated(line)}`) ?? []),
  ];
  output.result(article, [output.isolated(article.title), ...facts, "", article.body_text ?? ""]);
  return EXIT.ok;
}

/** @param {import("./client.mjs").Client} client @param {string} named @returns {Promise<number>} @throws {Usage} */
async function idOf(client, named) {
  if (/^[1-9]\d{0,14}$/.test(named)) return Number(named);
  const wrong = `'${named}' is neither an article's id nor an address of one.`;
  if (!named.startsWith("/") && !URL.canParse(named)) throw new Usage(wrong);
  const { origin, pathname } = new URL(named, client.origin);
  if (origin !== client.origin)
    throw new Usage(
      `${named} is an address of another site than ${client.origin}; name that one with --url.`,
    );
  const short = /^\/s\/([1-9]\d{0,14})$/.exec(pathname)?.[1];
  if (short !== undefined) return Number(short);
  if (!/^\/[a-z]+\/\d{4}\/\d\d\/\d\d\/[^/]+$/.test(pathname)) throw new Usage(wrong);
  const path = pathname.replace(/\.(json|md)$/, "");
  return await idAt(client, `${path}.json`);
}

/** An address may have moved, to where the site says. @param {import("./client.mjs").Client} client @param {string} path @returns {Promise<number>} */
async function idAt(client, path, hops = 3) {
  const { status, headers, body } = await client.send("GET", path, { accepts: [301, 302, 307, 308] });
  const location = headers.get("Location");
  if (status < 300 || location === null || hops === 0) return /** @type {Told} */ (body).id;
  return await idAt(client, new URL(location, client.origin).pathname, hops - 1);
}

/** @typedef {{ status: string, lang?: string, limit: number }} ListOptions */

/** @param {Tools} tools @param {ListOptions} options */
export async function list({ client, output }, options) {
  /** @type {Told[]} */
  const articles = [];
  for await (const article of everyArticle(client, options)) {
    articles.push(article);
    if (articles.length === options.limit) break;
  }
  const lines = articles.map(({ id, lang, title, status, published_on, publish_at }) =>
    [
      id,
      lang,
      status ?? options.status,
      publish_at ?? published_on ?? "no date",
      output.isolated(title),
    ].join("  "),
  );
  output.result({ articles }, lines);
  return EXIT.ok;
}

/**
 * Page by page. Lists of what editors alone see have all languages in them unless one is named, the published ones each its own.
 * @param {import("./client.mjs").Client} client @param {{ status: string, lang?: string, limit?: number, edition?: number }} options
 * @returns {AsyncGenerator<Told>}
 */
export async function* everyArticle(client, { status, lang, limit = Number.POSITIVE_INFINITY, edition }) {
  const isPublished = status === "published";
  const most = String(Math.min(limit, 100));
  const asked = isPublished ? (lang ?? "ar") : lang;
  const query = new URLSearchParams({ status, limit: most, ...(asked === undefined ? {} : { lang: asked }) });
  if (edition !== undefined) query.set("edition", String(edition));
  for (;;) {
    const page = /** @type {{ articles: Told[], next_cursor: string | null }} */ (
      await client.get(`/api/articles?${query}`)
    );
    if (!Array.isArray(page.articles)) throw notDhikra(client.origin);
    for (const article of page.articles) yield { ...article, status };
    if (page.next_cursor === null) return;
    query.set("cursor", page.next_cursor);
  }
}

/**
 * At its own date, or now; what waits for its hour goes on waiting, unless it is to be now.
 * @param {Tools} tools @param {string} id @param {{ until?: string, now?: boolean }} options
 */
export async function publish(tools, id, options) {
  const publishAt = options.now ? new Date().toISOString() : null;
  return await restate(tools, "PUT", id, { publish_at: publishAt, ...endOf(options) });
}

/**
 * The site would take an instant that is past, and show the article at once: of a typed year nobody means that.
 * @param {Tools} tools @param {string} id @param {string} publishAt RFC 3339 with an offset. @param {{ until?: string }} options
 * @throws {Usage} when it is past. What is no instant, the site says better.
 */
export async function schedule(tools, id, publishAt, options) {
  if (Date.parse(publishAt) <= Date.now())
    throw new Usage(
      `${publishAt} is past. dhikra publish puts an article out at once, under the date that it carries, however old; that date is its published_on (post --published-on).`,
    );
  return await restate(tools, "PUT", id, { publish_at: publishAt, ...endOf(options) });
}

/** @param {{ until?: string }} options */
const endOf = ({ until }) => (until === undefined ? {} : { unpublish_at: until === "never" ? null : until });

/** @param {Tools} tools @param {string} id @param {{ note?: string, legal?: boolean }} options */
export async function retract(tools, id, { note, legal }) {
  // What is left out stays as it is, of what was retracted before.
  return await restate(tools, "DELETE", id, { note, legal });
}

/**
 * The write names the revision that was looked at, so that nobody's work in between is passed over.
 * @param {Tools} tools @param {string} method @param {string} named @param {object} wish
 */
async function restate({ client, output }, method, named, wish) {
  const id = await idOf(client, named);
  const seen = await client.send("GET", `/api/articles/${id}`);
  const { body } = await client.send(method, `/api/articles/${id}/publication`, {
    body: wish,
    headers: {
      "If-Match": seen.headers.get("ETag") ?? "*",
      // When an answer is lost it is sent again, and must not be refused for what it did itself.
      "Idempotency-Key": randomUUID(),
    },
  });
  const article = /** @type {Told} */ (body);
  const when = article.publish_at ?? article.published_on ?? "no date";
  output.result(article, [
    `${article.status}  ${article.id}  ${when}  ${output.isolated(article.title)}`,
    ...(article.warnings ?? []).map(({ message }) => `  warning: ${output.isolated(message)}`),
    ...(article.status === "published" && article.url ? [article.url] : []),
  ]);
  return EXIT.ok;
}
