// MiniSearch over the same entries and queries: as its documentation recommends, and once more with our folding of letters and
// our synonyms added to the entries. Reads {"entries", "synonyms", "queries", "large"} from the file that is named, for one language; writes
// the first three ids for every query by row, and how long a query takes over the large library.
import { readFileSync } from "node:fs";
import MiniSearch from "minisearch";

const { entries, synonyms, queries, large } = JSON.parse(readFileSync(process.argv.at(-1), "utf8"));

const fold = (text) =>
  text
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/ae/g, "a")
    .replace(/oe/g, "o")
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
const wordsOf = (text) => ` ${fold(text).split(/[^\p{L}\p{N}]+/u).join(" ")} `;

function withSynonyms(entry) {
  const said = wordsOf([entry.title, entry.symptoms, entry.summary].join(" "));
  const also = [];
  for (const group of synonyms) {
    const phrases = group.map(wordsOf);
    if (phrases.some((phrase) => said.includes(phrase))) also.push(...group.filter((_, at) => !said.includes(phrases[at])));
  }
  return { ...entry, also: also.join(" ") };
}

const boost = { title: 3, symptoms: 2.2 };
const rows = {
  plain: { fields: ["title", "symptoms", "summary"], searchOptions: { prefix: true, fuzzy: 0.2, boost } },
  equipped: {
    fields: ["title", "symptoms", "summary", "also"],
    processTerm: (term) => fold(term),
    searchOptions: { prefix: true, fuzzy: 0.2, boost: { ...boost, also: 0.7 } },
  },
};

const out = {};
for (const [name, options] of Object.entries(rows)) {
  const index = new MiniSearch({ idField: "id", ...options });
  index.addAll(name === "plain" ? entries : entries.map(withSynonyms));
  out[name] = queries.map((query) => index.search(query).slice(0, 3).map((hit) => hit.id));
}

const index = new MiniSearch({ idField: "id", ...rows.plain });
index.addAll(large);
const times = queries.map((query) => {
  const before = performance.now();
  index.search(query);
  return performance.now() - before;
});
out.bytes = JSON.stringify(index).length;
out.times = times;
process.stdout.write(JSON.stringify(out));
