/** The way to an article's section, with the dot that parts it from what follows; nothing where it is in none. */
import { sectionPath } from "../../settings/contents";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { Isolated } from "../../view/isolated";
import type { sectionOf } from "../list";

export function SectionLink({ section, lang }: { section: ReturnType<typeof sectionOf>; lang: Lang }) {
  if (section === null) return null;
  return (
    <>
      <a href={toIri(sectionPath(section))}>
        <Isolated lang={lang}>{section.name}</Isolated>
      </a>
      {" · "}
    </>
  );
}
