/** The door for files. */
import * as z from "zod";
import { idempotencyOf } from "../articles/write/idempotency";
import { holderOf, holdUp, requireScope } from "../auth/gate";
import { type App, asks, door } from "../http/door";
import { readBody, readQuery } from "../http/read-body";
import { checkDeclaredType } from "./detect";
import { uploadResponse } from "./response";
import { upload, uploadLimit } from "./upload";

/** As it was sent: what it means is settled together with what the document says of itself. */
const anyQuery = z.record(z.string(), z.string());

export function openUploads(app: App): void {
  door(app, "/api/uploads", {
    POST: [
      requireScope("articles:draft", "articles:publish"),
      holdUp,
      asks,
      async function takeUpload(c) {
        const { runtime } = c.env;
        const { tokenId, scopes } = holderOf(c);
        const query = readQuery(c.req.raw, anyQuery);
        const type = c.req.header("Content-Type") ?? "";
        checkDeclaredType(type, query.encoding);
        const bytes = await readBody(c.req.raw, uploadLimit(type));
        const writer = { tokenId, mayPublish: scopes.has("articles:publish") };
        const idempotency = await idempotencyOf(c, bytes);
        const uploaded = await upload(runtime, { bytes, contentType: type, query }, { writer, idempotency });
        return await uploadResponse(runtime, uploaded);
      },
    ],
  });
}
