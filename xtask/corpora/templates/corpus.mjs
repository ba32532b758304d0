// What is compared with what: every template from one major release to another.
import path from "node:path";
import { BLIND, GONE } from "../drift.mjs";
import { SITES } from "./sites.mjs";

const TRANSLATED = [["translate", 1]];
const state = (version) => `${version}-A-user-en`;

// Pairs of releases, and those of them whose markup changes so much that the harder kinds are worth their time.
const PAIRS = {
  gentelella: [
    ["14", "21"],
    ["21", "42"],
    ["14", "42"],
  ],
  material_dashboard: [
    ["12", "21"],
    ["21", "31"],
    ["12", "31"],
  ],
  sb_admin: [
    ["33", "51"],
    ["40", "60"],
    ["51", "60"],
    ["51", "70"],
    ["60", "70"],
  ],
  sb_admin_2: [["33", "41"]],
  tabler: [["0", "12"]],
};
const HARDER = {
  gentelella: [
    ["14", "21"],
    ["21", "42"],
  ],
  material_dashboard: [
    ["12", "21"],
    ["21", "31"],
  ],
  sb_admin: [
    ["40", "60"],
    ["51", "70"],
  ],
  sb_admin_2: [["33", "41"]],
  tabler: [["0", "12"]],
};

const groups = (app) => [
  ...PAIRS[app].map(([from, to]) => ["redesign", state(from), state(to)]),
  ...HARDER[app].flatMap(([from, to]) => [
    ["redesign+language*", state(from), state(to), TRANSLATED],
    ["redesign+removed", state(from), state(to), GONE],
    ["redesign+language*+removed", state(from), state(to), [...TRANSLATED, ...GONE]],
    ["redesign+blind", state(from), state(to), BLIND],
  ]),
];

export const apps = (folder) =>
  Object.fromEntries(
    Object.keys(SITES).map((app) => [
      app,
      {
        dir: path.join(folder, app),
        shell: /^(nav|top|brand|foot)\b/,
        dataKeys: /^$/,
        ref: state,
        groups: () => groups(app),
      },
    ]),
  );

export const synStates = {
  gentelella: state("21"),
  material_dashboard: state("21"),
  sb_admin: state("60"),
  sb_admin_2: state("41"),
  tabler: state("12"),
};
