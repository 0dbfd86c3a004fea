/** The reader's doors: front pages and articles. */

import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { servePage } from "../http/edition";
import { redirect } from "../http/respond";
import { Refusal } from "../problem";
import { currentSettings } from "../settings/store";
import { chooseLanguage } from "../text/choose-language";
import { parseIsoDate } from "../text/civil-date";
import { isLang, LANGS, type Lang } from "../text/languages";
import { frontPage } from "./list-pages";
import { articlePage, type Format } from "./pages";

const lang = `:lang{${LANGS.join("|")}}`;

export function openArticlesSite(app: App): void {
  door(app, "/", {
    GET: [
      async function toALanguage(c) {
        const { db, waits } = c.var.runtime;
        const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
        const chosen = chooseLanguage(c.req.header("Accept-Language") ?? "", settings.languages);
        return redirect(302, `/${chosen}/`, 0);
      },
    ],
  });

  door(app, `/${lang}/`, {
    GET: [
      async function readFront(c) {
        const { db, origin } = c.var.runtime;
        return await servePage(c, frontPage(db, langOf(c), origin));
      },
    ],
  });

  door(app, `/${lang}/:year{[0-9]{4}}/:month{[0-9]{2}}/:day{[0-9]{2}}/:name`, {
    GET: [
      async function readArticle(c) {
        const { db, origin } = c.var.runtime;
        const day = `${c.req.param("year")}-${c.req.param("month")}-${c.req.param("day")}`;
        const { slug, format } = nameAndForm(c.req.param("name") ?? "");
        if (parseIsoDate(day) === null || slug.length > LONGEST_SLUG)
          throw new Refusal({ code: "not-found" });
        return await servePage(c, articlePage(db, { lang: langOf(c), day, slug }, format, origin));
      },
    ],
  });
}

/** No slug is longer, in UTF-16 units, with room for what a pasted address brings along. */
const LONGEST_SLUG = 200;

/** No slug holds a dot, so what follows one is the form. */
function nameAndForm(name: string): { slug: string; format: Format } {
  if (name.endsWith(".json")) return { slug: name.slice(0, -5), format: "json" };
  if (name.endsWith(".md")) return { slug: name.slice(0, -3), format: "md" };
  return { slug: name, format: "html" };
}

function langOf(c: Visit): Lang {
  const found = c.req.param("lang") ?? "";
  if (!isLang(found)) throw new Refusal({ code: "not-found" });
  return found;
}
