/** The SQL of the secret that signs preview links. */
import { and, eq, sql } from "drizzle-orm";
import { numberedSubject } from "../../cache/edition-queries";
import { asQuery, type Db, type Query, type Statement } from "../../db/client";
import { audit, site } from "../../db/schema";

/** Empty before the first link was made. */
export function previewSecret(db: Db): Query<string> {
  const statement = db.select({ secret: site.previewSecret }).from(site).where(eq(site.id, 1));
  return asQuery(statement, ([row]) => row?.secret ?? "");
}

/** The first that is drawn stays. */
export function drawSecret(db: Db, secret: string): Statement {
  return db
    .update(site)
    .set({ previewSecret: secret })
    .where(and(eq(site.id, 1), eq(site.previewSecret, "")));
}

/** That somebody has made a link to an article: never the link. */
export function recordPreview(db: Db, articleId: number, act: { at: number; tokenId: string }): Statement {
  const subject = numberedSubject(articleId);
  return db.insert(audit).values({ ...act, action: "article.preview", subject, edition: sql`NULL` });
}
