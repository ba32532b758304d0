// Which element of a page is which, by the same rules in every release of a template: what it says, within the box whose heading it is
// under; icons by what they stand for. What says the same twice in a box has no key. Runs in the page.
export function truth(info) {
  const found = [];
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  // What is folded away keeps its box within one that has none.
  const isFolded = (element) => {
    for (let box = element.parentElement; box && box !== document.body; box = box.parentElement) {
      if (getComputedStyle(box).overflowY === "hidden" && box.clientHeight < 2) return true;
    }
    return false;
  };
  const isShown = (element) => {
    const box = element.getBoundingClientRect();
    if (box.width < 3 || box.height < 3 || box.right < 1) return false;
    return element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !isFolded(element);
  };
  const put = (key, element) => {
    const as = site.keys?.[key] ?? key;
    if (element && isShown(element) && !unlike[as]?.test(info.page)) found.push([as, element]);
  };

  // Where things are, in all releases of a template. `named` are single things that say nothing or something else in each release.
  // `renamed` are texts of one and the same thing.
  const SITES = {
    gentelella: {
      side: "#sidebar-menu, .sidebar-nav",
      main: ".right_col, main, .login_content, .login_wrapper",
      card: ".x_panel, .card, .login_form",
      head: ".x_title h2, .x_title h3, .x_title h4, .card-title",
      foot: "footer",
      named: {
        "nav.toggle": "#menu_toggle, .topbar .sidebar-toggle",
        brand: ".site_title, .sidebar-brand",
        "top.user": ".top_nav .user-profile, .topbar .tb-avatar",
        "top.messages": ".top_nav .info-number, .topbar .tb-messages",
        "top.search": ".title_right input, .topbar .search-box input",
        "top.search.go": ".title_right .input-group button",
        title: ".page-title .title_left h3, .page-header h1",
      },
      // What is about something else in a release.
      unlike: {
        42: {
          title: /^(contacts|project_detail|tables|tables_dynamic)$/,
          "nav.index.html": /./,
          "nav.index2.html": /./,
          "nav.index3.html": /./,
        },
      },
      renamed: {
        "event calendar": "calendar events",
        "basic tables": "basic table",
        "stripped table": "striped table",
        "boardered table": "bordered table",
        "hover rows": "hoverable table",
        "font awesome 6 icons": "font awesome icons",
        "modern color picker": "color picker",
        "inbox design": "inbox",
        "log in": "sign in",
        "lost your password": "forgot password",
      },
    },
    sb_admin: {
      side: ".side-nav, .navbar-sidenav, ul.sidebar, .sb-sidenav",
      main: "#page-wrapper, .content-wrapper, #content-wrapper, main",
      card: ".panel, .card",
      head: ".panel-title, .panel-heading .huge + div, .card-header, .card-body > .mr-5",
      foot: "footer",
      named: {
        brand: ".navbar-brand",
        "nav.toggle": "#sidenavToggler, #sidebarToggle",
        "top.search": ".navbar form input",
        "top.search.go": ".navbar form button",
        "top.messages": ".top-nav > li > a:has(.fa-envelope), #messagesDropdown",
        "top.alerts": ".top-nav > li > a:has(.fa-bell), #alertsDropdown",
        "top.user": ".top-nav > li > a:has(.fa-user), #userDropdown, #navbarDropdown",
        title: "#page-wrapper h1, #content-wrapper h1, .content-wrapper h1, main h1",
      },
      unlike: { 60: { title: /^blank$/ }, 70: { title: /^blank$/ } },
      renamed: {
        "data table example": "datatable example",
        "new comments": "new messages",
        "support tickets": "new tickets",
        "reset password": "password recovery",
        "register an account": "create account",
        "need an account sign up": "create account",
        "email address": "email",
        "enter email address": "email",
        "return to login": "login page",
        "have an account go to login": "login page",
        "return home": "return to dashboard",
        "show entries": "entries per page",
      },
      keys: {
        "create account|act|register": "create account|act|create account",
        "nav.login page": "nav.login",
        "nav.registration page": "nav.register",
        "nav.forgot password page": "nav.forgot password",
        "nav.example pages": "nav.pages",
      },
    },
    sb_admin_2: {
      side: "#side-menu, #accordionSidebar",
      main: "#page-wrapper, .container-fluid, body > .container",
      card: ".panel, .card",
      head: ".panel-title, .panel-heading .huge + div, .panel-heading, .card-header",
      foot: "footer",
      named: {
        brand: ".navbar-brand, .sidebar-brand",
        "top.search": ".sidebar-search input, .topbar .navbar-search input",
        "top.search.go": ".sidebar-search button, .topbar .navbar-search button",
        "top.messages": ".navbar-top-links > li > a:has(.fa-envelope), #messagesDropdown",
        "top.alerts": ".navbar-top-links > li > a:has(.fa-bell), #alertsDropdown",
        "top.user": ".navbar-top-links > li > a:has(.fa-user), #userDropdown",
        title: "#page-wrapper h1, .container-fluid h1",
      },
      unlike: { 41: { title: /^(cards|charts)$/ } },
      renamed: {
        "area chart example": "area chart",
        "bar chart example": "bar chart",
        "donut chart example": "donut chart",
        "e mail": "email",
        "enter email address": "email",
        "user profile": "profile",
        "circle icon buttons with font awesome icons": "circle buttons",
      },
      keys: {
        "nav.login page": "nav.login",
        "nav.sample pages": "nav.pages",
        "please sign in|field|email": "|field|email",
        "please sign in|field|password": "|field|password",
        "please sign in|act|login": "|act|login",
        "please sign in|label|remember me": "|label|remember me",
      },
    },
    material_dashboard: {
      side: ".sidebar .nav, #sidenav-collapse-main",
      main: ".main-panel .content, .main-content > .container-fluid",
      card: ".card",
      head: ".card-header .title, .card-header .card-title, .card-content .title, .card-body .card-title, .card-header h6, .card-body h6",
      foot: "footer",
      named: {
        brand: ".sidebar .logo a, .sidenav .navbar-brand",
        "top.search": ".navbar form input, #navbarBlur input",
        "top.search.go": ".navbar form button",
        "top.bell": ".navbar li > a:has(+ .dropdown-menu)",
        title: ".main-panel .navbar a.navbar-brand, #navbarBlur h6",
      },
      unlike: { 12: { title: /^upgrade$/ } },
      renamed: { "table list": "tables", "user profile": "profile", licenses: "license" },
    },
    tabler: {
      side: ".header .nav-tabs, #navbar-menu .navbar-nav",
      main: ".page-wrapper, .page-content, .my-3 > .container, .page-single, .page-center",
      card: ".card",
      head: ".card-title, .card-header h3, .page-center .card-body > h2",
      foot: "footer",
      named: {
        brand: ".header-brand, .navbar-brand a, .page-single img, .page-center .navbar-brand",
        "top.bell": ".header .nav-link:has(.fe-bell), .navbar [aria-label='Show notifications']",
        "top.user": ".header .nav-link:has(.avatar), .navbar [aria-label='Open user menu']",
        title: ".page-header h1, .page-header .page-title",
      },
      renamed: {
        inv0015: "",
        "your password": "password i forgot password",
        "remember me on this device": "remember me",
      },
      keys: { "nav.forms": "nav.form elements" },
    },
  };
  const site = SITES[info.app];
  const unlike = site.unlike?.[info.version] ?? {};

  const plain = (text) => {
    const words = text.replace(/[^\p{L}\p{N}% ]+/gu, " ").replace(/\s+/g, " ").trim().toLowerCase();
    const rest = words.replace(/^\d+ (?=new |support )/, "");
    return site.renamed[rest] ?? rest;
  };
  // Without what counts, explains or draws.
  const says = (element) => {
    const copy = element.cloneNode(true);
    const beside = "i, svg, small, select, script, style, .badge, .label, .caret, .sr-only, .dropdown-menu";
    for (const part of all(beside, copy)) part.remove();
    return plain(copy.textContent);
  };

  const isMenu = info.page.startsWith("menu-");
  for (const [key, selector] of Object.entries(site.named)) {
    if (!isMenu || key !== "title") put(key, all(selector).find(isShown));
  }
  for (const entry of all(site.side).flatMap((side) => all("a, button", side))) {
    const text = says(entry);
    const file = /^[\w./-]+\.html$/.test(entry.getAttribute("href") ?? "") ? entry.getAttribute("href").split("/").pop() : "";
    if (text) put(`nav.${info.app === "gentelella" && file ? file : text}`, entry);
  }
  for (const entry of all(".dropdown-menu.show a, .open > .dropdown-menu a, .dropdown-menu.show button")) {
    if (!entry.closest(site.side)) put(`menu.${says(entry)}`, entry);
  }

  if (isMenu) return found;

  const main = all(site.main).find(isShown) ?? document.body;
  const headOf = (card) => all(site.head, card).find((head) => head.closest(site.card) === card && isShown(head) && says(head));
  // Boxes under the same heading are counted.
  const areas = new Map();
  const counts = new Map();
  for (const card of all(site.card, main)) {
    const head = headOf(card);
    if (!head) continue;
    const text = says(head);
    counts.set(text, (counts.get(text) ?? 0) + 1);
    areas.set(card, counts.get(text) > 1 ? `${text} ${counts.get(text)}` : text);
    put(`head.${areas.get(card)}`, head);
  }
  const area = (element) => areas.get(element.closest(site.card)) ?? "";
  const within = (selector) => all(selector, main).filter((element) => isShown(element) && !element.closest(site.foot));
  const labelOf = (field) => {
    const label = field.labels?.[0];
    if (label && says(label)) return says(label);
    const group = field.closest(".form-group, .item, .mb-3, .input-group");
    const near = group && all("label", group);
    if (near?.length === 1 && says(near[0])) return says(near[0]);
    return plain(field.placeholder || field.getAttribute("aria-label") || "");
  };
  for (const field of within("input, select, textarea")) {
    if (field.type === "hidden") continue;
    if (/^(submit|button|reset)$/.test(field.type)) put(`${area(field)}|act|${plain(field.value)}`, field);
    else if (labelOf(field)) put(`${area(field)}|field|${labelOf(field)}`, field);
  }
  const KINDS = {
    act: "a, button, [role=button]",
    column: "thead th, tr:first-child > th",
    label: "label",
    text: "h1, h2, h3, h4, h5, h6",
  };
  for (const [kind, selector] of Object.entries(KINDS)) {
    for (const element of within(selector)) {
      const text = says(element);
      const isPage = element.closest(".pagination, .page-item, .dataTables_paginate, .datatable-pagination");
      if (element.closest("tfoot") || (/^[\d %]+$/.test(text) && !isPage)) continue;
      if (text && text.length <= 60) put(`${area(element)}|${kind}|${text}`, element);
    }
  }
  // Buttons that only draw something.
  const DRAWINGS = {
    collapse: /fa-chevron-up/,
    close: /fa-(close|times|xmark)\b/,
    tools: /fa-wrench/,
    search: /fa-search|fa-magnifying/,
    print: /fa-print/,
    trash: /fa-trash/,
    share: /fa-share/,
    menu: /fa-ellipsis/,
  };
  for (const element of within("a, button")) {
    if (says(element)) continue;
    const drawn = all("i, svg, span", element).map((part) => part.getAttribute("class") ?? "");
    const kind = Object.keys(DRAWINGS).find((kind) => drawn.some((name) => DRAWINGS[kind].test(name)));
    // Of the tools that every box has one, or they would be most of all keys.
    const at = ["collapse", "tools", "close"].indexOf(kind);
    if (kind && (at < 0 || at === area(element).length % 3)) put(`${area(element)}|draws|${kind}`, element);
  }
  for (const link of all(site.foot).flatMap((foot) => all("a", foot))) {
    if (says(link)) put(`foot.${says(link)}`, link);
  }
  return found;
}
