// Which releases and pages of each template are captured. A page has one address for each release, in their order; "" where there is none.
// `opened` are pages of which something is opened first: what is clicked on, for each release; HERE where it is open already.
export const HERE = "here";
const same = (folders, names) => Object.fromEntries(names.map((name) => [name, folders.map((folder) => `${folder}${name}.html`)]));
const section = (page) => `#sidebar-menu li:has(> ul a[href='${page}.html']) > a`;
const section4 = (page) => `.nav-tree:has([href='${page}.html']) > button`;

export const SITES = {
  gentelella: {
    releases: { 14: "gentelella-1", 21: "gentelella-2", 42: "gentelella-4/dist" },
    pages: same(
      ["production/", "production/", "production/"],
      [
        "calendar",
        "chartjs",
        "contacts",
        "e_commerce",
        "form",
        "form_advanced",
        "form_buttons",
        "form_upload",
        "form_validation",
        "form_wizards",
        "general_elements",
        "icons",
        "inbox",
        "index",
        "index2",
        "index3",
        "invoice",
        "login",
        "media_gallery",
        "other_charts",
        "pricing_tables",
        "profile",
        "project_detail",
        "projects",
        "tables",
        "tables_dynamic",
        "typography",
        "widgets",
      ],
    ),
    opened: {
      "menu-user": ["index", ".top_nav .user-profile", ".top_nav .user-profile", ".topbar .tb-avatar"],
      "menu-forms": ["index", section("form"), section("form"), section4("form")],
      "menu-tables": ["index", section("tables"), section("tables"), section4("tables")],
      "menu-elements": ["index", section("widgets"), section("widgets"), HERE],
      "menu-pages": ["index", section("projects"), section("projects"), HERE],
      "menu-charts": ["index", section("echarts"), section("echarts"), section4("echarts")],
      "menu-layouts": ["index", section("fixed_footer"), section("fixed_footer"), HERE],
      "menu-extras": ["index", section("plain_page"), section("plain_page"), HERE],
    },
  },
  sb_admin: {
    releases: { 33: "sb-admin-3", 40: "sb-admin-4", 51: "sb-admin-5", 60: "sb-admin-6/dist", 70: "sb-admin-7/dist" },
    pages: {
      ...same(["", "", "", "", ""], ["index", "charts", "tables"]),
      blank: ["blank-page.html", "blank.html", "blank.html", "layout-static.html", "layout-static.html"],
      login: ["", "login.html", "login.html", "login.html", "login.html"],
      register: ["", "register.html", "register.html", "register.html", "register.html"],
      forgot: ["", "forgot-password.html", "forgot-password.html", "password.html", "password.html"],
      404: ["", "", "404.html", "404.html", "404.html"],
    },
    opened: {
      "menu-user": ["charts", ".top-nav .fa-user", "", "#userDropdown", "#userDropdown", "#navbarDropdown"],
      "menu-pages": [
        "tables",
        "",
        "#exampleAccordion [href='#collapseExamplePages']",
        "#pagesDropdown",
        "[data-target='#collapsePages'], [data-target='#pagesCollapseAuth']",
        "[data-bs-target='#collapsePages'], [data-bs-target='#pagesCollapseAuth']",
      ],
    },
  },
  sb_admin_2: {
    releases: { 33: "sb-admin-2-3", 41: "sb-admin-2-4" },
    pages: {
      ...same(["pages/", ""], ["index", "tables", "buttons", "blank", "login"]),
      charts: ["pages/morris.html", "charts.html"],
      cards: ["pages/panels-wells.html", "cards.html"],
    },
    opened: {
      "menu-user": ["blank", ".navbar-top-links .fa-user", "#userDropdown"],
      "menu-pages": ["index", "#side-menu > li:last-child > a", "#accordionSidebar [data-target='#collapsePages']"],
    },
  },
  material_dashboard: {
    releases: { 12: "material-1", 21: "material-2", 31: "material-3" },
    pages: {
      ...same(["examples/", "examples/", "pages/"], ["dashboard", "icons", "notifications", "typography"]),
      map: ["examples/maps.html", "examples/map.html", "pages/map.html"],
      profile: ["examples/user.html", "examples/user.html", "pages/profile.html"],
      tables: ["examples/table.html", "examples/tables.html", "pages/tables.html"],
      upgrade: ["examples/upgrade.html", "examples/upgrade.html", ""],
    },
    opened: {
      "menu-bell": [
        "tables",
        ".navbar .dropdown-toggle",
        "#navbarDropdownMenuLink",
        "#navbarBlur #dropdownMenuButton",
      ],
    },
  },
  tabler: {
    releases: { 0: "tabler-0/dist", 12: "tabler-1/dist" },
    pages: {
      ...same(["", ""], ["cards", "charts", "empty", "form-elements", "gallery", "icons", "index", "invoice", "maps", "profile"]),
      forgot: ["forgot-password.html", "forgot-password.html"],
      login: ["login.html", "sign-in.html"],
      register: ["register.html", "sign-up.html"],
      pricing: ["pricing-cards.html", "pricing.html"],
      users: ["users-list.html", "users.html"],
      404: ["404.html", "error-404.html"],
    },
    opened: {
      "menu-user": ["index", ".header [data-toggle=dropdown] > .avatar", ".navbar [aria-label='Open user menu']"],
      "menu-bell": ["empty", ".header .fe-bell", ".navbar [aria-label='Show notifications']"],
    },
  },
};
