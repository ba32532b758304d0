// Which element of a page is which, by the same rules in OctoPrint 1.4 to 1.11 and in both languages: ids, what is bound to what
// (Knockout), addresses of links, drawings of icons, what a row is about. Only here may a rule know a release; what is tested never sees
// the keys. Runs in the page.
export function truth(info) {
  const { ko } = window;
  const found = [];
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && getComputedStyle(element).visibility !== "hidden";
  };
  const put = (key, element) => element && isShown(element) && found.push([key, element]);
  const bound = (element) => (element.getAttribute("data-bind") ?? "").replace(/\s+/g, " ");
  const plain = (path) => path.replace(/\$(root|parent|data)\.|\b(settingsViewModel|self|settings)\./g, "").replace(/\(\)/g, "").trim();

  // What a click does: the function that is called, without the questions asked before.
  const deed = (binding) => {
    const at = binding.search(/\bclick ?:/);
    if (at < 0) return undefined;
    const rest = binding.slice(at).replace(/^click ?: ?/, "");
    if (!/^function/.test(rest)) return plain(rest.match(/^[\w.$]+/)?.[0] ?? "");
    let depth = 0;
    let end = rest.indexOf("{");
    do {
      if (rest[end] === "{") depth++;
      if (rest[end] === "}") depth--;
      end++;
    } while (depth && end < rest.length);
    const calls = [...rest.slice(rest.indexOf("{"), end).matchAll(/([\w.$]+)\(([^()]*)\)/g)];
    const call = calls.find(([, name]) => !/^if$|(^|\.)(enable|is|has)[A-Z]/.test(name));
    if (!call) return undefined;
    const words = call[2].replace(/\$data|\bdata\b|\bevent\b|[,\s{}"']/g, "");
    return plain(call[1]) + (words ? `=${words}` : "");
  };
  const ICONS = {
    download: "download",
    cut: "move",
    trash: "delete",
    "folder-open": "load",
    print: "print",
    magic: "slice",
    pencil: "edit",
    key: "password",
    star: "default",
    copy: "copy",
    clipboard: "copy",
    video: "render",
    "power-off": "power",
    "toggle-on": "toggle",
    "toggle-off": "toggle",
  };
  const drawing = (element) => {
    const classes = [element, ...all("i, span", element)].flatMap((part) => [...part.classList]);
    for (const name of classes) {
      const icon = Object.keys(ICONS).find((icon) => new RegExp(`^fa-${icon}(-|$)`).test(name));
      if (icon) return ICONS[icon];
    }
    return undefined;
  };
  // What another release calls it.
  const ALIKE = {
    "about.show": "about.show=about_about",
    "settings-usersDialogAddUserName": "settings-usersDialogAddUsername",
    "settings-featureSizeThreshold": "settings-gcodeviewer-featureSizeThreshold",
  };
  const name = (element) => {
    const own = nameOf(element);
    return ALIKE[own] ?? own;
  };
  const nameOf = (element) => {
    if (element.id && !/^ui-id|\d{3,}|^pnotify/.test(element.id)) return element.id;
    const binding = bound(element);
    const state = binding.match(/\b(checked|value|valueWithInit|textInput|textinput|numeric|selectedOptions|spinner) ?: ?([\w.$()]+)/);
    if (state) return `${plain(state[2])}${/radio/.test(element.type) ? `=${element.value}` : ""}`;
    const does = deed(binding);
    if (does) return does;
    const toggle = binding.match(/\btoggle ?: ?([\w.$]+)/);
    if (toggle) return plain(toggle[1]);
    if (element.dataset.target) return `fold${element.dataset.target}`;
    if (element.dataset.dismiss) return element.matches(".close") ? "close" : "dismiss";
    if (element.matches("[data-toggle=dropdown], .dropdown-toggle")) return `menu@${element.parentElement.closest("[id]")?.id}`;
    const link = element.getAttribute("href") ?? "";
    if (/^#./.test(link)) return `to${link}`;
    if (/^(https?:|\/)/.test(link)) return link.replace(location.origin, "").replace(/^https?:\/\//, "").replace(/[?].*$/, "");
    if (element.name) return element.name;
    if (element.type === "submit") return "submit";
    return undefined;
  };
  const CONTROLS = "a, button, input:not([type=hidden]):not([type=file]), select, textarea, [data-bind*='click:'], [data-bind*='click :']";
  // Rows are bound to what they show.
  const place = (element) => ko.contextFor(element);
  const isRepeated = (element) => place(element)?.$index !== undefined;
  const about = (data) => {
    if (!data || typeof data !== "object") return undefined;
    const values = ["key", "id", "path", "name", "command", "file"].map((field) => ko.unwrap(data[field]));
    const value = values.find((value) => typeof value === "string" && value);
    return value?.replace(/\s+/g, "_");
  };
  const inner = (element, root) => {
    const outer = element.parentElement.closest("a, button, [data-bind*='click:']");
    return outer && root.contains(outer) && outer !== root;
  };

  function controls(root, prefix = "") {
    for (const element of all(CONTROLS, root)) {
      if (inner(element, root) || (isRepeated(element) && !/^control-distance/.test(element.id))) continue;
      if (element.closest("#temperature-table, .pagination, tbody[data-bind*=foreach]")) continue;
      const key = name(element);
      if (key) put(`${prefix}${key}`, element);
    }
    for (const file of all("input[type=file]", root)) {
      const button = file.closest(".fileinput-button:not(input)");
      if (button && file.id) put(`${prefix}file.${file.id}`, button);
    }
    for (const label of all("label[for]", root)) {
      if (!isRepeated(label) && !one("input", label)) put(`${prefix}label.${ALIKE[label.htmlFor] ?? label.htmlFor}`, label);
    }
    for (const group of all(".control-group", root)) {
      const label = one(":scope > .control-label:not([for])", group);
      const fields = all("input, select, textarea", group).filter(isShown);
      if (!label || isRepeated(label) || fields.length !== 1) continue;
      const key = name(fields[0]);
      if (key) put(`${prefix}label.${key}`, label);
    }
    for (const head of all("th[class]", root)) {
      const own = [...head.classList].find((name) => /_/.test(name) && !/_key$|temperature_tool/.test(name));
      if (own && !isRepeated(head)) put(`${prefix}column.${own}`, head);
    }
  }
  // The first rows of each table or list, each control in them by what it does or shows.
  function rows(root, list, selector) {
    for (const row of all(selector, root).filter(isShown).slice(0, 3)) {
      const of = about(ko.dataFor(row));
      if (!of) continue;
      for (const element of all(CONTROLS, row)) {
        if (inner(element, row)) continue;
        const key = drawing(element) ?? name(element);
        if (key) put(`row.${list}.${of}.${key}`, element);
      }
    }
  }

  const dialog = all(".modal.in").filter(isShown).at(-1);
  if (dialog) {
    // Entries of the list of the settings are the same on all their pages.
    for (const link of all("#settingsTabs a", dialog)) put(`menu.${link.getAttribute("href")}`, link);
    const menu = one("#settingsTabs", dialog);
    const parts = [...dialog.children].flatMap((part) => (menu && part.contains(menu) ? [one("#settings_dialog_content", part)] : [part]));
    for (const part of parts) controls(part, part.matches(".modal-footer, .modal-header") ? `${dialog.id || "dialog"}:` : "");
    for (const table of all("table[id], tbody[data-bind*=foreach]", dialog)) {
      const body = table.matches("tbody") ? table : one("tbody", table);
      const list = (table.closest("table[id]") ?? table.closest("[id]"))?.id;
      if (body && list && (table.id || !table.closest("table[id]"))) rows(body, list, ":scope > tr");
    }
    return found;
  }

  for (const link of all("#navbar a.brand, #navbar .nav > li > a")) {
    put(link.matches(".brand") ? "nav.brand" : `nav.${link.parentElement.id}`, link);
  }
  for (const menu of all("#navbar .dropdown-menu")) if (isShown(menu)) controls(menu, "open.");
  for (const link of all("#navbar_systemmenu .dropdown-menu a")) put(`open.system.${ko.unwrap(ko.dataFor(link)?.action)}`, link);
  for (const link of all("#tabs > li > a")) put(`tab.${link.getAttribute("href")}`, link);

  for (const group of all("#sidebar > .accordion-group")) {
    const id = group.id.replace(/_wrapper$/, "");
    for (const head of all(":scope > .accordion-heading", group)) {
      put(`side.${id}`, one(".accordion-toggle", head));
      for (const trigger of all(".accordion-heading-button", head)) {
        const which = [...trigger.classList].find((name) => /-trigger$/.test(name));
        put(`side.${id}.${which ?? "manage"}`, one(":scope > a", trigger));
        for (const menu of all(".dropdown-menu", trigger)) if (isShown(menu)) controls(menu, "open.");
      }
    }
    for (const body of all(":scope > .accordion-body", group)) controls(body, `side.${id}.`);
  }
  for (const value of all("#state [data-bind]")) {
    const text = bound(value).match(/^text ?: ?([\w.$]+)/);
    if (text && !value.closest("button") && !isRepeated(value)) put(`side.state.value.${text[1]}`, value);
  }
  for (const entry of all(".gcode_files .entry[id]").filter(isShown).slice(0, 3)) {
    const of = about(ko.dataFor(entry));
    put(`row.files.${of}.title`, one(".title", entry));
    for (const button of all(".action-buttons > .btn", entry)) put(`row.files.${of}.${drawing(button)}`, button);
    put(`row.files.${of}.more`, one(".toggleAdditionalData", entry));
  }

  // What is below a menu counts where the menu is closed.
  if (/-menu$/.test(info.page)) return found;
  const tab = all("#tabs_content > .tab-pane.active").find(isShown);
  if (!tab) return found;
  controls(tab);
  let tool = 0;
  for (const row of all("#temperature-table tr")) {
    if (!one("td", row)) continue;
    const binding = bound(row);
    const of = /bedTemp/.test(binding) ? "bed" : /chamberTemp/.test(binding) ? "chamber" : `tool${tool++}`;
    put(`temperature.${of}`, one("th", row));
    for (const element of all("button, input, a", row)) {
      const key = element.closest(".dropdown-menu") ? undefined : name(element);
      if (key) put(`temperature.${of}.${key.replace(/^menu@.*/, "menu")}`, element);
    }
  }
  for (const list of ["timelapse_files"]) for (const body of all(`#${list} tbody`, tab)) rows(body, list, ":scope > tr");
  for (const button of all("#control-jog-custom button, #control-jog-custom a", tab)) {
    put(`row.control.${about(ko.dataFor(button))}`, button);
  }
  return found;
}

const settings = (pane, ...more) => ["#navbar_show_settings", `#settingsTabs a[href='#settings_${pane}']`, ...more];
const tab = (pane, ...more) => [`#tabs a[href='#${pane}']`, ...more];

// What is clicked, one after the other, to get to a page.
export const PAGES = {
  temperature: tab("temp"),
  control: tab("control"),
  gcode: tab("gcode"),
  terminal: tab("term"),
  timelapse: tab("timelapse"),
  "files-menu": tab("temp", "#files_wrapper .settings-trigger > a"),
  "sd-menu": tab("temp", "#files_wrapper .sd-trigger > a"),
  "user-menu": tab("temp", "#navbar_login > a"),
  "system-menu": tab("temp", "#navbar_systemmenu > a"),
  "folder-new": tab("temp", ".addfolder-button"),
  "file-move": tab("temp", ".gcode_files .entry.machinecode .action-buttons > .btn:has(.fa-cut)"),
  "user-settings": ["#navbar_login > a", "#usersettings_button"],
  "user-interface": ["#navbar_login > a", "#usersettings_button", "#usersettings_dialog a[href='#usersettings_interface']"],
  serial: settings("serialConnection"),
  "serial-protocol": settings("serialConnection", "a[href='#settings_serial_protocol']"),
  printers: settings("printerProfiles"),
  "printer-edit": settings("printerProfiles", "#settings_printerProfiles > button"),
  temperatures: settings("temperature"),
  features: settings("features"),
  webcam: settings("webcam"),
  users: settings("users"),
  "user-new": settings("users", "button[data-bind*='showAddUserDialog']"),
  groups: settings("users", "a[href='#settings_accesscontrol_groups'], a[href='#settings_users_groups']"),
  gcodeviewer: settings("plugin_gcodeviewer"),
  api: settings("api"),
  server: settings("server"),
  appearance: settings("appearance"),
  logging: settings("plugin_logging"),
  plugins: settings("plugin_pluginmanager"),
  updates: settings("plugin_softwareupdate"),
  backup: settings("plugin_backup"),
};
