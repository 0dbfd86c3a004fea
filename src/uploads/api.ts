/** The door for files. */
import { holderOf, requireScope } from "../access/gate";
import { writtenAnswer } from "../articles/answer";
import { idempotencyOf } from "../articles/idempotency-header";
import { type App, door } from "../http/door";
import { readBody, readQuery } from "../http/read-body";
import { uploadOptions } from "./options";
import { proposalsOf, UPLOAD_BYTES, upload } from "./upload";

export function openUploads(app: App): void {
  door(app, "/api/uploads", {
    POST: [
      requireScope("articles:draft", "articles:publish"),
      async function takeUpload(c) {
        const { runtime } = c.env;
        const { tokenId, scopes } = holderOf(c);
        const options = readQuery(c.req.raw, uploadOptions);
        const bytes = await readBody(c.req.raw, UPLOAD_BYTES);
        const writer = { tokenId, mayPublish: scopes.has("articles:publish") };
        const claim = await idempotencyOf(c, bytes);
        const saved = await upload(
          runtime,
          bytes,
          c.req.header("Content-Type") ?? null,
          options,
          writer,
          claim,
        );
        const answer = { ...saved, proposals: proposalsOf(saved.article) };
        return await writtenAnswer(answer, saved.outcome, runtime.origin, runtime.now());
      },
    ],
  });
}
