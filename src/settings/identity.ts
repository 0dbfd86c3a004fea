/** The mark with which the ids in feeds begin. It is kept for ever: with another, feed readers see every article anew. */

import * as z from "zod";
import { insertEdition } from "../cache/edition-queries";
import { makeEdition } from "../cache/editions";
import { siteTag } from "../cache/tags";
import { audit } from "../db/audit";
import { runQueries } from "../db/client";
import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { siteIdentity, takeIdentity } from "./queries";

export const identityShape = z.strictObject({
  identity: z.string().regex(/^[0-9a-f]{18}$/, "must have 18 hexadecimal digits"),
});

export async function readIdentity({ db, waits }: Runtime): Promise<string> {
  const [identity] = await runQueries(db, [siteIdentity(db)], waits.d1Ms);
  return identity;
}

/**
 * A site that moves takes its mark along, before its first article. The same again changes nothing.
 * @throws ProblemError `identity-in-use` when the site has articles and another mark.
 */
export async function changeIdentity(runtime: Runtime, identity: string, tokenId: string): Promise<void> {
  const { db } = runtime;
  if ((await readIdentity(runtime)) === identity) return;
  const at = runtime.now();
  const statements = [
    takeIdentity(db, identity),
    insertEdition(db, { at, cause: "settings", tags: [siteTag] }, null),
    audit(db, { at, tokenId, action: "settings.change", subject: "site", edition: "this" }),
  ];
  const { answer } = await makeEdition(runtime, statements, siteIdentity(db));
  if (answer !== identity) throw new ProblemError({ code: "identity-in-use" });
}
