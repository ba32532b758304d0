// Which states of OctoPrint are compared.
import path from "node:path";
import { BLIND, GONE } from "../drift.mjs";

const state = (version, { data = "A", role = "admin", lang = "en" } = {}) => `${version}-${data}-${role}-${lang}`;

export const apps = (folder) => ({
  octoprint: {
    dir: path.join(folder, "octoprint"),
    // Head, tabs, what stands at the side, the list of the settings and what is around it: once for each comparison.
    shell: /^(nav|tab|side|menu|row\.files)\.|^settings_dialog:/,
    // Rows are other things where the data are others.
    dataKeys: /^row\./,
    absentSkip: /^$/,
    ref: (version) => state(version),
    groups() {
      const [old, one, two] = ["14", "18", "111"].map((version) => state(version));
      const at = (version, rest) => state(version, rest);
      return [
        ["version", old, two],
        ["version", one, two],
        ["version", old, one],
        ["language", two, at("111", { lang: "de" })],
        ["language", one, at("18", { lang: "de" })],
        ["data", two, at("111", { data: "B" })],
        ["role", two, at("111", { role: "operator" })],
        ["role", two, at("111", { role: "archivist" })],
        ["role", two, at("111", { role: "keeper" })],
        ["role", two, at("111", { role: "guest" })],
        ["role", one, at("18", { role: "archivist" })],
        ["role", old, at("14", { role: "operator" })],
        ["version+role", one, at("111", { role: "operator" })],
        ["version+role", old, at("18", { role: "archivist" })],
        ["version+language", old, at("111", { lang: "de" })],
        ["version+language", old, at("18", { lang: "de" })],
        ["version+data", old, at("111", { data: "B" })],
        ["all", one, at("111", { data: "B", role: "operator", lang: "de" })],
        ["all", old, at("111", { data: "B", role: "archivist" })],
        ["all", one, at("111", { role: "operator", lang: "de" })],
        ["version+removed", old, two, GONE],
        ["version+language+removed", one, at("111", { lang: "de" }), GONE],
        ["version+blind", old, two, BLIND],
        ["version+language+blind", one, at("111", { lang: "de" }), BLIND],
        ["role+blind", two, at("111", { role: "archivist" }), BLIND],
      ];
    },
  },
});
export const synStates = { octoprint: "111-A-admin-en" };
