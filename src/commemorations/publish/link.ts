/** An editor's article is linked to an occurrence: it takes the commemoration's place, whatever its title says. */
import { runQueries } from "../../db/client";
import { type Issue, ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Lang } from "../../text/languages";
import { articleToLink } from "../occurrence-queries";
import { planBetween } from "../plan";
import { observanceById } from "../queries";
import { FIRST_YEAR, LAST_YEAR } from "../rules/rule";
import { giveWay } from "./commemorate";
import { textOf } from "./decide";

/** @throws ProblemError `not-found`, `invalid`, `occurrence-taken` */
export async function linkArticle(
  runtime: Runtime,
  id: number,
  localDate: string,
  lang: Lang,
  articleId: number,
  tokenId: string,
): Promise<void> {
  const { db, waits } = runtime;
  const questions = [observanceById(db, id), articleToLink(db, articleId), currentSettings(db)] as const;
  const [observance, article, settings] = await runQueries(db, questions, waits.d1Ms);
  if (observance === null) throw new ProblemError({ code: "not-found" });
  if (article === null)
    refuse({ code: "article-unknown", field: "article_id", message: `There is no article ${articleId}.` });
  if (article.status === "retracted") {
    const message = `Article ${articleId} was retracted: publish it again first, or link another.`;
    refuse({ code: "article-retracted", field: "article_id", message });
  }
  if (article.lang !== lang) {
    const message = `Article ${articleId} is in '${article.lang}': link one in '${lang}'.`;
    refuse({ code: "other-language", field: "article_id", message });
  }
  const [planned] = isReckoned(localDate)
    ? planBetween({ ...observance, since: localDate }, localDate, localDate)
    : [];
  if (planned === undefined)
    refuse({ code: "no-such-day", field: "date", message: `It does not fall on ${localDate}.` });
  const text = textOf(planned, lang, settings);
  const outcome = await giveWay(runtime, planned, lang, { text }, articleId, tokenId);
  if (outcome === "already-done") throw new ProblemError({ code: "occurrence-taken" });
}

/** Fallings of a date are sought in the years around it too. */
function isReckoned(localDate: string): boolean {
  const year = Number(localDate.slice(0, 4));
  return year > FIRST_YEAR && year < LAST_YEAR;
}

function refuse(fault: Issue): never {
  throw new ProblemError({ code: "invalid", faults: [fault] });
}
