// Corpora of our own for the locator benchmark (`bench.mjs --corpora`), as `cargo xtask corpora` captures them. LOTSE_CORPORA_FOLDER is
// where the snapshots are.
import * as octoprint from "./octoprint/corpus.mjs";
import * as templates from "./templates/corpus.mjs";
import * as wagtail from "./wagtail/corpus.mjs";

const folder = process.env.LOTSE_CORPORA_FOLDER;
if (!folder) throw new Error("LOTSE_CORPORA_FOLDER must name the folder of the snapshots");
const all = [octoprint, templates, wagtail];

export const APPS = Object.assign({}, ...all.map((corpus) => corpus.apps(folder)));
export const SYN_STATE = Object.assign({}, ...all.map((corpus) => corpus.synStates));
