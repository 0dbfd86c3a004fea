import { apart, type Entry, phrase, together, word } from "./entry";

export const ENGLISH_ENTRIES: readonly Entry[] = [
  word("reservoir", ["exact", "reservoir"]),
  word("cholera", ["exact", "cholera"], ["spelling", "CHOLERA"]),
  word("impunity", ["exact", "impunity"]),
  together(["solar", "batteries"], ["exact", "solar batteries"]),

  together(["reporter", "camera"], ["spelling", "reporter's camera"], ["spelling", "Reporter’s Camera"]),
  word("qamishli", ["spelling", "Qamishlo"]),
  word("kobani", ["spelling", "Kobane"]),
  word("fertiliser", ["spelling", "fertilizer"]),
  word("2016", ["spelling", "٢٠١٦"]),
  word("café", ["diacritics", "cafe"], ["diacritics", "café"], ["diacritics", apart("CAFÉ")]),

  word("bakery bakeries", ["inflected", "bakeries"]),
  word("generator", ["inflected", "generators"]),
  word("survivor survivors", ["inflected", "survivor"]),
  word("witness witnesses", ["inflected", "witnesses"]),
  word("floods flooding", ["inflected", "flooded"]),
  word("drilled", ["inflected", "drilling"]),
  word("children child", ["inflected", "child"]),
  word("harvest harvested", ["inflected", "harvesting"]),
  word("olive olives", ["inflected", "olive"]),
  word("convoy convoys", ["inflected", "convoys"]),
  word("volunteer volunteers", ["inflected", "volunteering"]),
  word("installing", ["inflected", "installed"]),
  word("excavated", ["inflected", "excavate"]),

  phrase("solar panels", ["phrase", "“solar panels”"]),
  phrase("ballot boxes", ["phrase", '"ballot boxes"']),
  phrase("polling stations", ["phrase", '"Polling Stations"']),
  word("archaeologist archaeologists", ["prefix", "archaeo"]),
  word("dictionary", ["prefix", "dictio"]),
  word("electricity", ["prefix", "electri"]),
];
