import type { Seed, Shared } from "./seed";

export const ENGLISH_SHARED: Shared = {
  places: [
    "Qamishli",
    "Kobani",
    "Amuda",
    "Derik",
    "Hasakah",
    "Raqqa",
    "Manbij",
    "Tabqa",
    "Afrin",
    "Tal Tamr",
  ],
  sentences: [
    "A source in the municipality said the work would continue until the end of {y}.",
    "Residents asked the administration for lasting solutions instead of promises.",
    "Members of the civil council and of local groups took part in the meeting.",
    "The project is to serve some {n} families in the area.",
  ],
};

export const ENGLISH: readonly Seed[] = [
  {
    topic: "water",
    titles: ["Water cut off for ten days in {p}", "New wells drilled near {p}"],
    sentences: [
      "The pumping station stopped after a fault, and tankers doubled their price.",
      "Engineers drilled {n} wells, but one well has already dried up.",
      "The reservoir behind the dam fell to its lowest level.",
    ],
  },
  {
    topic: "electricity",
    titles: ["Power rationing tightened in {p}", "Generator owners raise their fees in {p}"],
    sentences: [
      "Electricity reaches homes four hours a day.",
      "A generator owner blamed the price of diesel.",
      "Families are installing solar panels and batteries on their roofs.",
    ],
  },
  {
    topic: "schools",
    titles: ["Schools reopen in {p} without desks", "Teachers in {p} strike over wages"],
    sentences: [
      "A teacher said her pupils were sitting on the floor.",
      "The primary school enrolled {n} pupils after its classrooms were repaired.",
      "Textbooks and satchels were handed out in distant villages.",
    ],
  },
  {
    topic: "hospital",
    titles: ["Hospital in {p} runs out of medicines", "Cholera cases rise in {p}"],
    sentences: [
      "Doctors lack dialysis machines and medicine for chronic illness.",
      "A nurse vaccinated {n} children against polio.",
      "Nurses go from house to house with the vaccines.",
    ],
  },
  {
    topic: "justice",
    titles: ["Survivors demand accountability in {p}", "Court hears testimony on crimes in {p}"],
    sentences: [
      "A survivor told the judges what happened in the prison.",
      "Lawyers for the victims submitted new evidence.",
      "Impunity must end, the lawyer said, before reconciliation begins.",
    ],
  },
  {
    topic: "archive",
    titles: ["An archive for the memories of {p}", "Witnesses recorded in {p}"],
    sentences: [
      "The archive keeps {n} recordings on encrypted servers.",
      "Researchers interviewed a witness of the siege.",
      "Archivists digitised letters and photographs.",
    ],
  },
  {
    topic: "elections",
    titles: ["Polling stations close in {p}", "Candidates campaign in {p}"],
    sentences: [
      "Voters cast their ballots in {n} centres.",
      "A candidate challenged the count and asked for the ballot boxes to be opened.",
      "Observers reported low turnout.",
    ],
  },
  {
    topic: "press",
    titles: ["Journalist detained in {p}", "Journalists' union opens an office in {p}"],
    sentences: [
      "The reporter’s camera was confiscated during the raid.",
      "Censorship of websites and broadcasters is growing, editors said.",
      "The union called for the detainee to be freed.",
    ],
  },
  {
    topic: "harvest",
    titles: ["Wheat harvest begins around {p}", "Fires destroy crops near {p}"],
    sentences: [
      "Farmers harvested less than {n} kilos of barley.",
      "A farmer said fertiliser costs more than the crop.",
      "Silos opened to buy the grain.",
    ],
  },
  {
    topic: "olives",
    titles: ["Olive season disappoints {p}", "Olive presses open in {p}"],
    sentences: [
      "Growers picked their olives early for fear of thieves.",
      "The press yields virgin oil of low acidity.",
      "Laurel soap is made from oil and leaves.",
    ],
  },
  {
    topic: "language",
    titles: ["Syriac classes start in {p}", "A dictionary of endangered words in {p}"],
    sentences: [
      "The academy published a dictionary of {n} entries.",
      "Linguists trace the alphabet to Aramaic.",
      "A linguist translated the poems into English and the translations were read.",
    ],
  },
  {
    topic: "music",
    titles: ["Folk festival returns to {p}", "A café for singers in {p}"],
    sentences: [
      "Musicians played the lute and the drum.",
      "A singer sang harvest songs that her grandmother taught her.",
      "The festivals bring life back to theatres.",
    ],
  },
  {
    topic: "women",
    titles: ["Women's cooperative sells jam in {p}", "Sewing workshop opens in {p}"],
    sentences: [
      "Cooperatives employ {n} widows in the countryside.",
      "A widow said sewing gave her an income.",
      "Lectures dealt with domestic violence and child marriage.",
    ],
  },
  {
    topic: "displacement",
    titles: ["Displaced families return to {p}", "Camp near {p} to be dismantled"],
    sentences: [
      "Landmines were planted in fields and houses.",
      "A landmine killed a shepherd on his land.",
      "Tents do not keep out the rain, a refugee said.",
    ],
  },
  {
    topic: "weather",
    titles: ["Dust storm hits {p}", "Floods sweep through {p}"],
    sentences: [
      "Flooding damaged {n} mud houses.",
      "Storms uprooted trees and lamp posts.",
      "Forecasters expect snowfall on the hills.",
    ],
  },
  {
    topic: "archaeology",
    titles: ["Mosaic unearthed near {p}", "Looters dig at a mound near {p}"],
    sentences: [
      "Archaeologists excavated {n} jars of the Byzantine age.",
      "The museum will restore the mosaics.",
      "An archaeologist said the excavation was halted by looting.",
    ],
  },
  {
    topic: "bread",
    titles: ["Long queues at the bakeries of {p}", "Price of bread goes up in {p}"],
    sentences: [
      "The bakery's share of flour was halved.",
      "Bakers complained that yeast was scarce.",
      "The mill will grind again before winter.",
    ],
  },
  {
    topic: "border",
    titles: ["Border crossing closed near {p}", "Aid convoy reaches {p}"],
    sentences: [
      "Trucks with blankets waited at customs.",
      "Convoys carried {n} tonnes of food.",
      "Stranded travellers waited to have their passports stamped.",
    ],
  },
  {
    topic: "sport",
    titles: ["{p} reach the cup final", "Cyclists race from {p}"],
    sentences: [
      "The striker scored twice in the last minutes.",
      "A cyclist from the city won the stage.",
      "Coaches asked for a stadium with floodlights.",
    ],
  },
  {
    topic: "garden",
    titles: ["Volunteers clean the public garden of {p}", "Rubbish piles up in {p}"],
    sentences: [
      "A volunteer planted {n} pine saplings.",
      "Containers for garbage are too few.",
      "Recycling plastic is taught in the gardens.",
    ],
  },
];
