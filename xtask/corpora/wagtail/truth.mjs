// Which element of a page is which, by the same rules in Wagtail 2.16 to 7.4 and in every language: names of fields, addresses of links,
// drawings of icons, paths of contents. Only here may a rule know a release; what is tested never sees the keys. Runs in the page.
export function truth(info) {
  const found = [];
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  // What is there for screen readers alone has a box of one pixel.
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 2 && box.height > 2 && getComputedStyle(element).visibility !== "hidden";
  };
  const put = (key, element) => element && isShown(element) && found.push([key, element]);
  const drawing = (element) => (one("use", element)?.getAttribute("href") ?? "").replace("#icon-", "");
  // Addresses moved between releases; what they name did not.
  const address = (link) => {
    const url = new URL(link.getAttribute("href"), location.href);
    const path = url.pathname
      .replace(/^\/admin/, "")
      .replace(/^\/(users|groups|sites|redirects|collections)\/(\d+)\/$/, "/$1/edit/$2/")
      .replace(/^\/(users|groups|sites|collections)\/add\/$/, "/$1/new/")
      .replace(/^\/(groups|sites)\/(\d+)\/delete\/$/, "/$1/delete/$2/")
      .replace(/^\/groups\/(\d+)\/users\/$/, "/users/?group=$1")
      .replace(/^\/snippets\/portal\/(\w+)\/(\d+)\/$/, "/snippets/portal/$1/edit/$2/");
    const sorting = url.searchParams.get("ordering");
    return path + (url.searchParams.get("group") ? `?group=${url.searchParams.get("group")}` : "") + (sorting ? `?${sorting.replace("-", "")}` : "");
  };
  const leads = (link) => /^(\/|\?|https?:)/.test(link.getAttribute("href") ?? "") && !/[?&](p|page)=/.test(link.getAttribute("href"));

  put("nav.brand", one(".sidebar-wagtail-branding"));
  put("nav.collapse", one(".sidebar__collapse-toggle"));
  const search = one("#menu-search-q");
  put("nav.search", search);
  if (search) put("nav.search.go", one("[type=submit]", search.form));
  for (const entry of all(".sidebar-main-menu__list > li > a, .sidebar-main-menu__list > li > button")) put(`nav.${drawing(entry)}`, entry);
  put("nav.account", one(".sidebar-footer__account"));

  const main = one("main") ?? document.body;
  put("title", all("h1", main).find(isShown));
  const crumbs = all("ul.breadcrumb a.breadcrumb-link, [data-controller~=w-breadcrumbs] a, [data-breadcrumbs-next] a, nav[aria-label] ol a", main);
  for (const crumb of crumbs) if (leads(crumb)) put(`crumb.${address(crumb)}`, crumb);
  // All of the start page is a header in newer releases.
  const head = info.page === "home" ? null : one("header", main);
  const inHead = (element) => head?.contains(element) ?? false;
  put("search", all("input[name=q]", main).find(isShown));
  if (head) {
    put("head.more", all(".c-dropdown__button, .w-dropdown__toggle, [data-w-dropdown-target=toggle], [data-dropdown-toggle]", head).find((element) => isShown(element) && !element.closest("form")));
    for (const toggle of all("[data-side-panel-toggle]", head)) put(`side.${toggle.getAttribute("data-side-panel-toggle")}`, toggle);
  }
  for (const link of head ? all("header a[href]", main) : []) if (leads(link) && !crumbs.includes(link) && !link.closest("table")) put(`head.${address(link)}`, link);
  // What they lead to is translated.
  all("[role=tablist] a[href^='#tab-'], .tab-nav a[href^='#tab-']", main).forEach((link, at) => put(`tab.${at}`, link));

  // Fields, their labels, and what stands around them.
  for (const field of all("input, select, textarea", main)) {
    const { name, type } = field;
    if (!name || type === "hidden" || type === "submit" || name === "q" || /permission|__prefix__|^csrf/.test(name)) continue;
    put(`field.${name}${type === "radio" || (type === "checkbox" && field.hasAttribute("value")) ? `=${field.value}` : ""}`, field);
  }
  for (const label of all("label[for]", main)) {
    const of = label.htmlFor.replace(/^id_/, "");
    if (of && of !== "q" && !/\d$|permission|__prefix__/.test(of)) put(`label.${of}`, label);
  }
  for (const chooser of all(".chooser[id]", main)) put(`choose.${chooser.id}`, all(".unchosen button", chooser).find(isShown));
  const contents = (root) => one("[data-contentpath]", root)?.getAttribute("data-contentpath");
  for (const panel of all("li.object, section.w-panel", main)) {
    if (panel.closest("[data-streamfield-child], [id$=-FORMS]")) continue;
    const path = contents(panel);
    if (!path) continue;
    const heading = one(":scope > .title-wrapper > label, :scope > .w-panel__header .w-panel__heading", panel);
    if (heading && !heading.htmlFor && !one("label[for]", heading)) put(`panel.${path}`, heading);
    put(`toggle.${path}`, one(":scope > .w-panel__header > [data-panel-toggle]", panel));
  }
  all(".c-sf-add-button", main).filter(isShown).forEach((button, at) => put(`stream.add.${at}`, button));
  const acts = { "arrow-up": "up", "arrow-down": "down", duplicate: "copy", copy: "copy", bin: "delete" };
  all(".c-sf-block__actions, [data-streamfield-child] > section > .w-panel__header > .w-panel__controls", main).forEach((bar, at) => {
    for (const button of all("button", bar)) if (acts[drawing(button)]) put(`stream.${at}.${acts[drawing(button)]}`, button);
  });
  for (const button of all(".Draftail-ToolbarButton[name]", main)) put(`rich.${button.name}`, button);
  for (const button of all("button[id$='-ADD']", main)) put(`inline.${button.id}`, button);

  // What a form ends with. The menu of the older footer has boxes while it is closed.
  put("save", all(".action-save", main).find(isShown));
  put("preview", one("footer .action-preview", main));
  put("footer.more", all("footer .dropdown-toggle, footer .w-dropdown__toggle, footer [data-dropdown-toggle], footer .w-dropdown-button [aria-expanded]", main).find(isShown));
  const submits = all("form:not([role=search]) [type=submit]", main).filter(
    (button) => isShown(button) && !button.name && !button.matches(".action-save") && !button.closest(".dropdown ul, [data-tippy-root]") && !one("input[name=q]", button.form),
  );
  if (submits.length === 1) put("submit", submits[0]);

  // Tables.
  put("all", one("[data-bulk-action-select-all-checkbox]", main));
  for (const table of all("table.listing", main)) {
    const heads = all("thead tr:last-child > th", table);
    heads.forEach((cell, at) => {
      const link = one("a[href]", cell);
      const own = [...cell.classList].find((name) => !/^(w-|ordered|order|bulk)/.test(name));
      const order = link && leads(link) ? new URL(link.href).searchParams.get("ordering")?.replace(/^-|__model$/g, "") : undefined;
      if (link && leads(link)) put(`sort.${order ?? own ?? "created_at"}`, link);
      else if (cell.innerText.trim() && all("table.listing", main).length === 1) put(own ? `column.${own}` : `column.${at}/${heads.length}`, cell);
    });
    for (const row of all("tbody > tr", table).slice(0, 3)) {
      const link = all("td.title a[href], .title-wrapper a[href]", row).find((link) => leads(link) && isShown(link));
      if (!link) continue;
      put(`row.${address(link)}`, link);
      put(`row.check.${address(link)}`, one("input[type=checkbox]", row));
    }
  }
  for (const link of all("a[href]", main)) {
    if (leads(link) && !inHead(link) && !crumbs.includes(link) && !link.closest("tbody, thead, .pagination, .dropdown ul")) put(`link.${address(link)}`, link);
  }
  return found;
}

// Where releases differ, the first address that is there counts.
export const PAGES = {
  login: ["login/"],
  home: [""],
  explorer: ["pages/2/"],
  news: ["pages/3/"],
  "page-edit": ["pages/4/edit/"],
  "page-kinds": ["pages/3/add_subpage/"],
  "page-copy": ["pages/4/copy/"],
  "page-delete": ["pages/4/delete/"],
  "page-history": ["pages/4/history/"],
  images: ["images/"],
  "image-edit": ["images/1/"],
  documents: ["documents/"],
  "document-edit": ["documents/edit/1/"],
  suppliers: ["snippets/portal/supplier/"],
  "supplier-edit": ["snippets/portal/supplier/edit/1/", "snippets/portal/supplier/1/"],
  users: ["users/"],
  "user-edit": ["users/edit/2/", "users/2/"],
  "user-new": ["users/new/", "users/add/"],
  "group-edit": ["groups/edit/1/", "groups/1/"],
  contact: ["settings/portal/contactsetting/1/", "settings/portal/contactsetting/2/"],
  "site-edit": ["sites/edit/1/", "sites/1/"],
  redirects: ["redirects/"],
  changes: ["reports/site-history/"],
  account: ["account/"],
};
