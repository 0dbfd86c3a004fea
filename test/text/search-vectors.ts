import { z } from "zod";
import vectors from "../fixtures/text-vectors.json";

const pairs = z.array(z.tuple([z.string(), z.string()]));
const found = z.union([
  z.object({ date: z.string() }),
  z.object({ year: z.number() }),
  z.object({ every: z.string() }),
]);

/** The check pairs of the guide for what is searched for and found in a text. */
export const SEARCH_VECTORS = z
  .object({
    tanwin: z.object({ ar: pairs }),
    stem: z.object({ ar: pairs, ckb: pairs }),
    stopWords: z.object({
      ar: z.array(z.string()),
      kmr: z.array(z.string()),
      ckb: z.array(z.string()),
    }),
    dates: z.object({ inText: z.array(z.tuple([z.string(), z.number(), found])) }),
  })
  .parse(vectors);
