/** What the routes of preview links take and answer. */
import * as z from "zod";
import type { Operation } from "../../http/operation";
import { told } from "../../http/responses";
import { wishShape } from "./api-routes";

const ARTICLE = "/api/articles/:id{[1-9][0-9]{0,14}}";
const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;

export const previewOperation: Operation = {
  method: "POST",
  path: `${ARTICLE}/preview`,
  id: "makePreview",
  summary: "A signed link at which anybody may read one revision",
  description:
    "It works until its hours are over, or the article is retracted or in the trash; of what is retracted it shows what was written since. " +
    "What was released, or ever was, needs `articles:publish`. No cache keeps it.",
  access: mayDraft,
  body: { json: wishShape, isOptional: true },
  answers: {
    201: {
      says: "The link.",
      json: z.strictObject({ url: told.url, revision: z.int(), expires_at: told.instant }),
    },
  },
  refusals: ["trashed", "retracted"],
  example: { path: { id: 1 }, json: { hours: 48 } },
};
