/** The preview as editors read it: each coming occurrence, its text, and what holds it. */
import { paragraphs } from "../../articles/article";
import { formatDate } from "../../text/dates/format";
import { localTime } from "../../text/dates/time-zone";
import { directionOf, type Lang } from "../../text/languages";
import { calendarMessages } from "../../view/calendar-messages";
import { Layout } from "../../view/layout";
import type { Coming, Preview } from "./preview";

/** @param props.lang of the page; each text keeps its own language. */
export function PreviewPage({ preview, lang }: { preview: Preview; lang: Lang }) {
  const words = calendarMessages[lang].preview;
  const { settings, coming, crowdedDays } = preview;
  const { months, digits } = settings;
  const free = coming.filter(({ action, holds }) => holds.length === 0 && action !== "made").length;
  const held = coming.filter(({ holds }) => holds.length > 0).length;
  return (
    <Layout
      lang={lang}
      styles="calendar"
      title={words.title}
      description={null}
      settings={settings}
      path={null}
      languages={[]}
      languagesLabel=""
    >
      <h1>{words.title}</h1>
      <p class="small">
        <bdi>{free}</bdi> {words.posts} · <bdi>{held}</bdi> {words.held}
      </p>
      {crowdedDays.length > 0 && (
        <p class="small">
          {words.crowded}: {crowdedDays.map(day => formatDate(lang, day, { months, digits })).join(" · ")}
        </p>
      )}
      {coming.length === 0 && <p>{words.none}</p>}
      <ul class="days">
        {coming.map(one => (
          <li>
            <Occurrence coming={one} preview={preview} lang={lang} />
          </li>
        ))}
      </ul>
    </Layout>
  );
}

function Occurrence({ coming, preview, lang }: { coming: Coming; preview: Preview; lang: Lang }) {
  const words = calendarMessages[lang].preview;
  const { months, digits } = preview.settings;
  const { planned, action, holds, text } = coming;
  const { observance, dates, dueAt } = planned;
  const at = new Date(dueAt).toISOString();
  return (
    <>
      <p class="small">
        <time datetime={at}>{formatDate(lang, dates.localDate, { weekday: true, months, digits })}</time>{" "}
        <bdi>{localTime(dueAt, observance.zone)}</bdi> <bdi>{observance.zone}</bdi> ·{" "}
        <bdi>{at.slice(11, 16)}</bdi> {words.utc} · <bdi>{coming.lang}</bdi> · {words.actions[action]}
      </p>
      <div lang={coming.lang} dir={directionOf(coming.lang)}>
        <h3>{text?.title ?? observance.names[coming.lang] ?? observance.key}</h3>
        {text !== null && paragraphs(text).map(paragraph => <p>{paragraph}</p>)}
      </div>
      {holds.map(({ code, message }) => (
        <p class="small">
          <b>{words.heldBecause}</b>{" "}
          <span lang="en" dir="ltr">
            {message} ({code})
          </span>
        </p>
      ))}
    </>
  );
}
