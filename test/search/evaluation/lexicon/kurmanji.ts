import { apart, type Entry, phrase, together, word } from "./entry";

export const KURMANJI_ENTRIES: readonly Entry[] = [
  word("havîrtirşk", ["exact", "havîrtirşk"]),
  word("tembûr", ["exact", "tembûr"], ["spelling", "tembur"], ["spelling", "TEMBÛR"]),
  together(["sabûna", "xar"], ["exact", "sabûna xar"], ["spelling", "sabuna xar"]),
  word("şampiyon", ["exact", "şampiyon"], ["spelling", "sampiyon"], ["spelling", apart("şampiyon")]),

  word("qamişlo", ["spelling", "qamislo"], ["spelling", "QAMIŞLO"]),
  word("dirbêsiyê", ["spelling", "Dirbesiye"]),
  word("keşnasan", ["spelling", "kesnasan"]),
  word("îşkenceyê", ["spelling", "işkenceyê"]),
  word("zeytûnê zeytûnan zeytûnên", ["spelling", "zeytunê"], ["inflected", "zeytûn"]),
  word("2014", ["spelling", "٢٠١٤"]),
  word("rastnivîsê", ["diacritics", "rastnivîsê"], ["diacritics", apart("rastnivîsê")]),
  word("duçerxeyan duçerxeyek", ["diacritics", "ducerxeyan"]),

  word("dengbêjan dengbêjek dengbêjê", ["inflected", "dengbêj"], ["inflected", "dengbêjên"]),
  word("rojnamevanan rojnamevanek rojnamevanê", ["inflected", "rojnamevan"]),
  word("cotkarekî cotkarên cotkaran", ["inflected", "cotkar"]),
  word("koçber koçberekî koçberan", ["inflected", "koçberên"]),
  word("dibistanên dibistanê dibistaneke", ["inflected", "dibistan"]),
  word("mamosteyek mamosteyên", ["inflected", "mamoste"]),
  word("belge belgeyên", ["inflected", "belgeyan"]),
  word("peyvan peyvên", ["inflected", "peyv"]),
  word("jin jinan jinên", ["inflected", "jinekê"]),
  word("firinek firinan firinên", ["inflected", "firin"]),
  word("bendava bendavê", ["inflected", "bendavên"]),
  word("baxçeyê baxçeyekî", ["inflected", "baxçe"]),
  word("mozaîkek mozaîka", ["inflected", "mozaîkên"]),
  word("bîr bîra bîrên", ["inflected", "bîrek"]),
  word("mûzeya mûzeyê", ["inflected", "mûze"]),

  phrase("zimanê kurdî", ["phrase", "“Zimanê Kurdî”"], ["phrase", '"zimane kurdi"']),
  phrase("rûnê zeytûnê", ["phrase", '"rûnê zeytûnê"']),
  word("jeneratorekê jeneratorên", ["prefix", "jenerat"]),
  word("kooperatîfa kooperatîfê", ["prefix", "koop"]),
  word("hilbijartin hilbijartinan hilbijartinê", ["prefix", "hilbijar"]),
];
