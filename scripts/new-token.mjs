/** `npm run token`: a new token, for the secret OWNER_TOKEN of a deployed site. Its form: src/auth/token.ts. */
import { createHash, randomBytes } from "node:crypto";
import { fileURLToPath } from "node:url";

/** @returns {string} */
export function newToken() {
  const stem = `dhk_${randomBytes(6).toString("hex")}_${randomBytes(32).toString("base64url")}`;
  return `${stem}_${createHash("sha256").update(stem).digest("hex").slice(0, 8)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(newToken());
