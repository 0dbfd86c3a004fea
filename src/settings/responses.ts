/** What programs are told of a section. */
import * as z from "zod";
import { told } from "../http/responses";

export const toldSection = z
  .strictObject({
    id: told.id,
    group: z.int().meta({ description: "Translations of one section share it." }),
    lang: told.lang,
    slug: z.string(),
    name: z.string(),
    url: told.url,
  })
  .meta({ id: "Section" });
