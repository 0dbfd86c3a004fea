import type { Seed, Shared } from "./seed";

export const KURMANJI_SHARED: Shared = {
  places: [
    "Qamişlo",
    "Kobanê",
    "Amûdê",
    "Dêrik",
    "Hesekê",
    "Efrîn",
    "Dirbêsiyê",
    "Reqa",
    "Minbic",
    "Tirbespî",
  ],
  sentences: [
    "Berpirsekî şaredariyê got ku kar dê heta dawiya sala {y} bidome.",
    "Şêniyên herêmê çareseriyeke mayînde dixwazin, ne sozên nû.",
    "Di civînê de nûnerên rêxistinan û gelek kes amade bûn.",
    "Proje dê ji {n} malbatan re bibe alîkar.",
  ],
};

export const KURMANJI: readonly Seed[] = [
  {
    topic: "water",
    titles: ["Av li taxên {p} nayê", "Bîrên nû li {p} hatin kolandin"],
    sentences: [
      "Xebatkaran {n} bîr kolan, lê bîra kevn ziwa bû.",
      "Tankerek av bi bihayekî giran tê firotin û tanker kêm in.",
      "Bendava mezin vala bûye û asta bendavê daketiye.",
    ],
  },
  {
    topic: "electricity",
    titles: ["Ceyran li {p} kêm dibe", "Jeneratorên {p} bê mazot man"],
    sentences: [
      "Ceyrana malan tenê çar saetan tê.",
      "Xwediyê jeneratorekê got ku mazot biha bûye.",
      "Panelên rojê li ser banan hatin danîn.",
    ],
  },
  {
    topic: "schools",
    titles: ["Dibistanên {p} dest bi salê kirin", "Mamosteyên {p} grevê dikin"],
    sentences: [
      "Mamosteyek got ku pirtûk nehatine.",
      "Di dibistanê de {n} xwendekar hene.",
      "Xwendekarên gundan bi otobusê diçin dibistaneke dûr.",
    ],
  },
  {
    topic: "hospital",
    titles: ["Nexweşxaneya {p} bê derman e", "Bijîşk li {p} kampanyayekê dikin"],
    sentences: [
      "Bijîşkan got ku dermanên penceşêrê nînin.",
      "Nexweşxaneyê îsal {n} nexweş qebûl kirin.",
      "Vakslêdana zarokan li malan tê kirin.",
    ],
  },
  {
    topic: "justice",
    titles: ["Malbatên qurbaniyan li {p} edaletê dixwazin", "Dadgeh li {p} dest pê kir"],
    sentences: [
      "Parêzerek got ku delîl li ber dadgehê ne.",
      "Parêzerên malbatan doza cezakirinê kirin.",
      "Şahidan qala girtîgehê û îşkenceyê kirin.",
    ],
  },
  {
    topic: "archive",
    titles: ["Arşîva bîrdankê li {p} hat vekirin", "Şahidên {p} çîrokên xwe vedibêjin"],
    sentences: [
      "Arşîvê {n} belge û wêne parastine.",
      "Belgeyên kevn hatin wergerandin.",
      "Lêkolîner ji arşîvan sûd werdigirin.",
    ],
  },
  {
    topic: "elections",
    titles: ["Hilbijartin li {p} hatin paşxistin", "Namzetên {p} dest bi propagandayê kirin"],
    sentences: [
      "Hilbijêran li {n} navendan deng dan.",
      "Namzetek îtiraz li encamên hilbijartinê kir.",
      "Komîsyona hilbijartinan encam eşkere kirin.",
    ],
  },
  {
    topic: "press",
    titles: ["Rojnamevanek li {p} hat girtin", "Sendîkaya rojnamevanan li {p} civiya"],
    sentences: [
      "Rojnamevanê girtî bi kefaletê hat berdan.",
      "Kameraya nûçegihanekî hat desteserkirin.",
      "Azadiya ragihandinê di qanûnê de heye.",
    ],
  },
  {
    topic: "harvest",
    titles: ["Dirûna genim li {p} dest pê kir", "Cotkarên {p} ji zuhabûnê gazinan dikin"],
    sentences: [
      "Cotkarekî got ku bihayê genimî kêm e.",
      "Şewatê {n} donim ceh tune kir.",
      "Cotkaran genimê xwe radestî embaran kir.",
    ],
  },
  {
    topic: "olives",
    titles: ["Çinîna zeytûnan li {p}", "Darên zeytûnê li {p} tên birîn"],
    sentences: [
      "Zeytûnên îsal kêm in û rûn giran e.",
      "Kargeha rûnê zeytûnê {n} karker dixebitîne.",
      "Sabûna xar ji rûnê tê çêkirin.",
    ],
  },
  {
    topic: "language",
    titles: ["Cejna Zimanê Kurdî li {p}", "Ferhengeke nû li {p} çap bû"],
    sentences: [
      "Ferheng {n} peyvan dihewîne.",
      "Peyvên zaravayê hatin komkirin.",
      "Zimannasan qala rastnivîsê kir û ferhengê pesnand.",
    ],
  },
  {
    topic: "music",
    titles: ["Mîhrecana stranan li {p}", "Dengbêjek ji {p} mir"],
    sentences: [
      "Dengbêjan kilam û stranên kevn gotin.",
      "Tembûr û def di mîhrecanê de hatin jenandin.",
      "Dengbêjê navdar {n} kilam li pey xwe hiştin.",
    ],
  },
  {
    topic: "women",
    titles: ["Kooperatîfa jinan li {p} vebû", "Jinên {p} li dijî tundiyê meşiyan"],
    sentences: [
      "Kooperatîfê {n} jin xistin kar.",
      "Tundiya li dijî jinan zêde bûye.",
      "Meşeke mezin li kolanan hat lidarxistin.",
    ],
  },
  {
    topic: "displacement",
    titles: ["Koçber vedigerin {p}", "Şewat li kampa {p} derket"],
    sentences: [
      "Koçberekî got ku mala wî wêran bûye.",
      "Di kampê de {n} kon şewitîn.",
      "Konên koçberan li ber baranê naparêzin.",
    ],
  },
  {
    topic: "weather",
    titles: ["Berf rêyên {p} girt", "Lehî malên {p} birin"],
    sentences: [
      "Bahoz û lehiyê zirareke mezin da.",
      "Berfa giran {n} gund dorpêç kirin.",
      "Keşnasan hişyariya bahozekê dan.",
    ],
  },
  {
    topic: "archaeology",
    titles: ["Mozaîkek li {p} hat dîtin", "Mûzeya {p} nû dibe"],
    sentences: [
      "Arkeologan {n} kûp dîtin.",
      "Mozaîka kevnar birin mûzeyê.",
      "Peykerekî zêrîn di mûzexaneyê de ye.",
    ],
  },
  {
    topic: "bread",
    titles: ["Rêzên dirêj li ber firinên {p}", "Nan li {p} biha bû"],
    sentences: [
      "Firinek ji ber kêmbûna ardî hat girtin.",
      "Ardê firinan kêm bûye û kîsek bi {n} lîreyan e.",
      "Firinger dibêje havîrtirşk jî nîne.",
    ],
  },
  {
    topic: "roads",
    titles: ["Qezaya otobusê li {p}", "Pireke nû li {p} tê avakirin"],
    sentences: [
      "Di qezayê de {n} rêwî birîndar bûn.",
      "Ajokarek got ku rê xirab e.",
      "Pira kevn ji kamyonan re hat girtin.",
    ],
  },
  {
    topic: "sport",
    titles: ["Tîma {p} bû şampiyon", "Pêşbaziya duçerxeyan li {p}"],
    sentences: [
      "Lîstikvanekî du gol avêtin.",
      "Rahêner ji lîstikvanan razî ye.",
      "Duçerxeyek û {n} xelat hatin belavkirin.",
    ],
  },
  {
    topic: "garden",
    titles: ["Baxçeyê {p} hat paqijkirin", "Xwebexş li {p} daran diçînin"],
    sentences: ["Xwebexşan {n} şitl çandin.", "Baxçeyekî nû ji bo zarokan vebû.", "Çopê taxan hat komkirin."],
  },
];
