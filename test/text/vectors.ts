import { z } from "zod";
import vectors from "../fixtures/text-vectors.json";

const pairs = z.array(z.tuple([z.string(), z.string()]));
const parsedDate = z
  .object({
    date: z.string().optional(),
    time: z.string().optional(),
    warnings: z.array(z.string()).optional(),
    fault: z.string().optional(),
  })
  .nullable();

/** The check pairs of the guide that belong to `src/text`, with their shapes made certain. */
export const VECTORS = z
  .object({
    fold: z.object({
      ar: pairs,
      arMore: pairs,
      ckb: pairs,
      ckbMore: pairs,
      ckbRule: pairs,
      kmrStrict: pairs,
      kmrLoose: pairs,
    }),
    marker: z.object({ match: z.array(z.string()), noMatch: z.array(z.string()) }),
    ordinals: z.object({
      ar: z.array(z.tuple([z.number(), z.string(), z.string()])),
      kmr: z.object({ numbers: z.array(z.tuple([z.number(), z.string()])) }),
      ckb: z.object({ numbers: z.array(z.tuple([z.number(), z.string()])) }),
      en: z.array(z.tuple([z.number(), z.string()])),
    }),
    plurals: z.object({ arYears: z.array(z.tuple([z.number(), z.string()])) }),
    dates: z.object({
      parse: z.array(z.tuple([z.string(), parsedDate])),
      format: z.array(z.tuple([z.enum(["ar", "ckb", "kmr", "en"]), z.string(), z.string()])),
      months: z.object({ ar: z.array(z.string()), kmr: z.array(z.string()) }),
    }),
    slug: pairs,
    excerpt: z.array(z.tuple([z.string(), z.number(), z.string()])),
    zones: z.array(z.tuple([z.string(), z.string(), z.string(), z.string(), z.string()])),
  })
  .parse(vectors);
