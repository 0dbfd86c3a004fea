/** The SQL of the secret that signs preview links. */
import { eq } from "drizzle-orm";
import { asQuery, type Db, type Query } from "../../db/client";
import { site } from "../../db/schema";

export function previewSecret(db: Db): Query<string> {
  const statement = db.select({ secret: site.previewSecret }).from(site).where(eq(site.id, 1));
  return asQuery(statement, ([row]) => row?.secret ?? "");
}
