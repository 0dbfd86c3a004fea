/** The one way to write the audit log. */
import { type SQL, sql } from "drizzle-orm";
import type { Db, Statement } from "./client";
import { auditLog } from "./schema";
import { idText, insertSelect, thisEdition } from "./sql";

interface Entry {
  /** epoch ms */
  readonly at: number;
  /** null for the clock. */
  readonly tokenId: string | null;
  /** `article.create`, `token.revoke`, … */
  readonly action: string;
  /** What it was done to: an id, a key, or text that SQL makes. */
  readonly subject: { readonly id: number | SQL } | string | SQL;
  /** `this`: the one that the batch has just made. `none`: readers see nothing of it. */
  readonly edition: "this" | "none";
  /** `FROM … WHERE …`: writes an entry for each row, so none where a guard fails. */
  readonly from?: SQL;
}

/** A line of the audit log: to stand behind the statement that it tells of, in the same batch. */
export function audit(db: Db, { at, tokenId, action, subject, edition, from = sql`` }: Entry): Statement {
  const values = {
    ...{ at, tokenId, action },
    subject: typeof subject === "object" && "id" in subject ? idText(subject.id) : subject,
    edition: edition === "this" ? thisEdition : null,
  };
  return insertSelect(db, auditLog, { values, from });
}
