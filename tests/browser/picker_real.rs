//! Recording in single-page applications that are not ours: UI5, whose ids are mostly counters and whose dialogs pull the focus
//! back, and Directus, whose buttons have icons instead of names and whose fields have no labels. The studio is met by a code.

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use lotse_cli::proxy::Guides;
use lotse_tests::browser::{CHROMIUM, CHROMIUM_AND_FIREFOX, FIREFOX};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::session::Session;
use serde_json::Value;

use crate::errand::{self, Errand};
use crate::follow::start;
use crate::picker_django::record_here;
use crate::realapps::app::{App, DIRECTUS, UI5};
use crate::realapps::{DIRECTUS_ANYWAY, UI5_ANYWAY};
use crate::relay::Relay;
use crate::replay::{Outcome, Report, Taught};

/// Both record and follow over one installation, each of which has one test at a time. Every day each browser has
/// one half of one of them; `--full` is for all.
pub const CASES: &[Case] = &[
    case!(CHROMIUM_AND_FIREFOX, ui5_errands_first).within(400).sampled(&[]).uses(UI5.name),
    case!(CHROMIUM_AND_FIREFOX, ui5_errands_second).within(400).sampled(FIREFOX).uses(UI5.name),
    case!(CHROMIUM_AND_FIREFOX, directus_errands_first).within(400).sampled(CHROMIUM).uses(DIRECTUS.name),
    case!(CHROMIUM_AND_FIREFOX, directus_errands_second).within(400).sampled(&[]).uses(DIRECTUS.name),
];

const OF_UI5: &str = include_str!("errands/ui5.json");
const OF_DIRECTUS: &str = include_str!("errands/directus.json");

/// How long an application may take from its address to its list.
const LOADING: Duration = Duration::from_secs(45);
/// Somebody with fewer rights than the four that Directus is installed with, who all may do everything.
pub const BUYER: &str = "kim";

/// An application, and what is done in it.
pub struct Subject {
    pub app: App,
    errands: &'static str,
}

impl Subject {
    pub fn of(app: App) -> Self {
        let errands = if app.name() == DIRECTUS.name { OF_DIRECTUS } else { OF_UI5 };
        Subject { app, errands }
    }

    fn is_directus(&self) -> bool {
        self.app.name() == DIRECTUS.name
    }

    /// Every `of`th errand, recorded.
    pub async fn recorded(&self, page: &Page, part: usize, of: usize) -> Result<Vec<Taught>> {
        // There without Lotse too.
        UI5_ANYWAY.iter().chain(&DIRECTUS_ANYWAY).for_each(|part| page.allow(part));
        let relay = Relay::start("de").await?;
        let own = Guides::Folder(page.place().demo().join(self.app.name()));
        let proxy = self.app.behind(page, own, Some(&relay.origin)).await?;
        let mut taught = Vec::new();
        for (round, errand) in (1..).zip(errand::part(self.errands, part, of)?) {
            self.arrive(page, &proxy.origin(), &errand).await?;
            taught.push(record_here(page, &relay, &errand, round).await?);
        }
        ensure!(!taught.is_empty(), "nothing was recorded");
        // The picker asks its relay as long as its page is open.
        page.goto("about:blank").await?;
        Ok(taught)
    }

    /// Follows a recorded guide in another browser, at another origin, with the first day's data.
    pub async fn replay(&self, session: &Session, taught: &Taught) -> Result<Outcome> {
        let page = session.page();
        let errand = &taught.errand;
        let bundle = taught.keep(page)?.join(format!("{}-{}.bundle.json", errand.name, page.browser()));
        std::fs::write(&bundle, &taught.bundle)?;
        let proxy = self.app.behind(page, Guides::Bundle(bundle), None).await?;
        self.arrive(page, &proxy.origin(), errand).await?;
        page.until("window.lotse").await?;
        start(page, &errand.name).await?;
        taught.follow(page).await
    }

    /// The page that an errand begins at, with the first day's data, for who does it, in the language.
    async fn arrive(&self, page: &Page, origin: &str, errand: &Errand) -> Result<()> {
        page.viewport(1280, 900).await?;
        if !self.is_directus() {
            let address = format!("{origin}{}?sap-ui-language={}", errand.start, errand.language);
            page.goto(&address).await?;
            // Five hundred modules are loaded one by one.
            return page.until_within(LOADING, "document.querySelector('.sapMList .sapMLIB')").await;
        }
        ensure!(self.app.script("reset.sh", None).await?, "it cannot be put back");
        page.forget_cookies().await?;
        page.goto(&format!("{origin}/admin/login")).await?;
        furnish(page, errand).await?;
        page.fill(css("input[type=email]"), &address(&errand.user)).await?;
        page.fill(css("input[type=password]"), PASSWORD).await?;
        page.click(css("button[type=submit]")).await?;
        page.find(css(".module-bar").first()).await?;
        page.goto(&format!("{origin}{}", errand.start)).await?;
        let is_there = "document.querySelector('.v-table tbody tr, .v-form .field') && !document.querySelector('.v-skeleton-loader')";
        page.until_within(LOADING, is_there).await
    }
}

const PASSWORD: &str = "guide-test-1";

fn address(user: &str) -> String {
    format!("{user}@musterhausen.example.com")
}

/// Lets the user be there, and read the language that the errand is in: it is a setting of each user.
const FURNISH: &str = "const [who, password, language, buyer, done] = arguments;
  const ask = async (method, path, token, body) => {
    const headers = { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) };
    const answer = await fetch(path, { method, headers, body: JSON.stringify(body) });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text).data : null;
  };
  const enter = async (email) => (await ask('POST', '/auth/login', null, { email, password, mode: 'json' })).access_token;
  (async () => {
    if (buyer) {
      const admin = await enter('admin@musterhausen.example.com');
      const role = (await ask('POST', '/roles', admin, { name: 'Buyers', app_access: true, admin_access: false })).id;
      const may = (collection, action) => ({ role, collection, action, fields: ['*'], permissions: {} });
      // Without this a user's own settings are there to read only, and nobody could follow a guide to them.
      const own = { ...may('directus_users', 'update'), fields: ['language'], permissions: { id: { _eq: '$CURRENT_USER' } } };
      await ask('POST', '/permissions', admin, [may('requests', 'read'), may('requests', 'update'), may('suppliers', 'read'),
        may('suppliers', 'update'), may('suppliers', 'create'), own]);
      await ask('POST', '/users', admin, { first_name: 'Kim', last_name: 'Berg', email: who, password, role, language });
    } else await ask('PATCH', '/users/me', await enter(who), { language });
    return null;
  })().then(done, (error) => done(String(error)));";

async fn furnish(page: &Page, errand: &Errand) -> Result<()> {
    let language = if errand.language == "de" { "de-DE" } else { "en-US" };
    let arguments = vec![
        address(&errand.user).into(),
        PASSWORD.into(),
        language.into(),
        Value::Bool(errand.user == BUYER),
    ];
    let answer = page.script_async(FURNISH, arguments).await.context("furnishing")?;
    if let Value::String(error) = answer {
        bail!("{error}");
    }
    Ok(())
}

async fn errands(page: &Page, app: App, part: usize) -> Result<()> {
    let subject = Subject::of(app);
    let taught = subject.recorded(page, part, 2).await?;
    let session = Session::open(page.browser(), page.place()).await?;
    let mut report = Report::default();
    for guide in &taught {
        report.note(guide, subject.replay(&session, guide).await?);
    }
    session.close().await;
    report.judge(page)
}

async fn ui5_errands_first(page: &Page) -> Result<()> {
    errands(page, App::start(page, &UI5).await?, 0).await
}

async fn ui5_errands_second(page: &Page) -> Result<()> {
    errands(page, App::start(page, &UI5).await?, 1).await
}

async fn directus_errands_first(page: &Page) -> Result<()> {
    errands(page, App::start(page, &DIRECTUS).await?, 0).await
}

async fn directus_errands_second(page: &Page) -> Result<()> {
    errands(page, App::start(page, &DIRECTUS).await?, 1).await
}
