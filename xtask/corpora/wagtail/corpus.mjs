// What is compared with what: Wagtail in four releases, five languages, two roles and two sets of data.
import path from "node:path";
import { BLIND, GONE } from "../drift.mjs";

const state = (version, { data = "A", role = "admin", lang = "en" } = {}) => `${version}-${data}-${role}-${lang}`;

const wagtail = (folder) => ({
  dir: path.join(folder, "wagtail"),
  shell: /^nav\./,
  // Rows, and links to what has a number, are other things where the data are others.
  dataKeys: /^row\.|^link\..*\d/,
  absentSkip: /^row\.|^link\..*\d|^column\.|^crumb\.|^panel\.|^label\.|^toggle\./,
  ref: (version) => state(version),
  groups() {
    const [old, one, two, three] = ["216", "41", "52", "74"].map((version) => state(version));
    const at = (version, rest) => state(version, rest);
    return [
      ["redesign", old, one],
      ["redesign", old, two],
      ["redesign", old, three],
      ["version", one, three],
      ["version", two, three],
      ["version", one, two],
      ["language", three, at("74", { lang: "de" })],
      ["language", three, at("74", { lang: "ar" })],
      ["language", two, at("52", { lang: "ja" })],
      ["data", three, at("74", { data: "B" })],
      ["role", three, at("74", { role: "editor" })],
      ["role", two, at("52", { role: "editor" })],
      ["version+language", one, at("74", { lang: "de" })],
      ["version+language", two, at("74", { lang: "fr" })],
      ["redesign+language", old, at("52", { lang: "de" })],
      ["redesign+language", old, at("52", { lang: "ja" })],
      ["all", two, at("74", { data: "B", role: "editor", lang: "de" })],
      ["all", one, at("74", { data: "B", role: "editor", lang: "ar" })],
      ["version+removed", one, three, GONE],
      ["redesign+removed", old, two, GONE],
      ["version+language+removed", two, at("74", { lang: "fr" }), GONE],
      ["version+blind", one, three, BLIND],
      ["redesign+blind", old, two, BLIND],
      ["version+language+blind", two, at("74", { lang: "de" }), BLIND],
    ];
  },
});

export const apps = (folder) => ({ wagtail: wagtail(folder) });
export const synStates = { wagtail: "74-A-admin-en" };
