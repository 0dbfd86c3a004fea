/** Every operation of the API by room, in reading order. A new door's operation is described in its room's `contract.ts`, and a new room's group stands here. */
import { access } from "../access/contract";
import { articles } from "../articles/contract";
import { authors } from "../authors/contract";
import { observances } from "../commemorations/contract";
import { health } from "../health/contract";
import { media } from "../media/contract";
import { search } from "../search/contract";
import { sections } from "../sections/contract";
import { settings } from "../settings/contract";
import { standingPages } from "../standing-pages/contract";
import { uploads } from "../uploads/contract";
import { webhooks } from "../webhooks/contract";
import { contract } from "./contract";
import type { Group, Operation } from "./operation";

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
  health,
  contract,
];

export const OPERATIONS: readonly Operation[] = GROUPS.flatMap(group => group.operations);
