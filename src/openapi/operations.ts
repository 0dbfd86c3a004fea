/** Every operation of the API, in reading order. Each folder describes its own in `operations.ts`. */

import { articles } from "../articles/operations";
import { access } from "../auth/operations";
import { observances } from "../commemorations/operations";
import type { Group, Operation } from "../http/operation";
import { media } from "../media/operations";
import { webhooks } from "../notifications/operations";
import { archive } from "../ops/archive/operations";
import { health } from "../ops/health/operations";
import { search } from "../search/operations";
import { settings } from "../settings/operations";
import { authors } from "../site/authors/operations";
import { standingPages } from "../site/pages/operations";
import { sections } from "../site/sections/operations";
import { uploads } from "../uploads/operations";
import { contract } from "./own-operations";

export const GROUPS: readonly Group[] = [
  articles,
  uploads,
  media,
  search,
  sections,
  authors,
  standingPages,
  observances,
  settings,
  access,
  webhooks,
  archive,
  health,
  contract,
];

export const OPERATIONS: readonly Operation[] = GROUPS.flatMap(group => group.operations);
