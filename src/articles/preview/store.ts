/** The SQL of the secret that signs preview links. */
import { and, eq } from "drizzle-orm";
import { type Db, type Question, question, type Statement } from "../../db/client";
import { site } from "../../db/schema";

/** Empty before the first link was made. */
export function previewSecret(db: Db): Question<string> {
  const statement = db.select({ secret: site.previewSecret }).from(site).where(eq(site.id, 1));
  return question(statement, ([row]) => row?.secret ?? "");
}

/** The first that is drawn stays. */
export function drawSecret(db: Db, secret: string): Statement {
  return db
    .update(site)
    .set({ previewSecret: secret })
    .where(and(eq(site.id, 1), eq(site.previewSecret, "")));
}
