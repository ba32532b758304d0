//! Guides in a server-rendered application that knows nothing of Lotse: Django's admin behind `lotse try`.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;

use anyhow::{Context, Result, bail, ensure};
use lotse_cli::proxy::{Guides, OwnFiles, Proxy, Trust, Upstream};
use lotse_cli::serve::Server;
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::{containing, css, role};
use lotse_tests::page::Page;
use lotse_tests::server::uncompressed;
use lotse_tests::skip::Skip;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use crate::follow::{press, start, step};

/// Every test of this file.
pub const CASES: &[Case] =
    &[case!(ALL, hands_over_a_ticket).within(180), case!(ALL, mends_a_notification_address).within(180)];

/// A version of Django, as PyPI names it.
pub type Version = Option<&'static str>;
/// The one that the example is for.
pub const PINNED: Version = None;

/// What stands around the application.
pub struct Around<'a> {
    pub guides: Guides,
    /// Origin of the studio that guides are written in.
    pub studio: Option<&'a str>,
    /// Where cases are handed over to.
    pub desk: Option<&'a str>,
    pub version: Version,
}

impl Around<'_> {
    /// These guides and nothing else, on the version that the example is for.
    pub fn with(guides: Guides) -> Self {
        Around { guides, studio: None, desk: None, version: PINNED }
    }

    /// The example's own guides.
    pub fn own(page: &Page) -> Self {
        Around::with(Guides::Folder(page.place().demo().join("django-admin")))
    }
}

/// The application, and the proxy in front of it. Both end with this value.
pub struct Desk {
    _app: Child,
    _proxy: Server,
    pub origin: String,
    data: PathBuf,
}

impl Desk {
    async fn open(page: &Page, name: &str) -> Result<Desk> {
        Desk::open_with(page, name, Around::own(page)).await
    }

    /// The same with something else around it.
    pub async fn open_with(page: &Page, name: &str, around: Around<'_>) -> Result<Desk> {
        let Around { guides, studio, desk, version } = around;
        let place = page.place();
        let data = place.out().join("django-tests").join(format!("{name}-{}", page.browser()));
        let mut app = Command::new("python3")
            .arg(place.examples().join("django-admin/run.py"))
            .args(["serve", "--port", "0", "--fresh", "--data"])
            .arg(&data)
            .env("LOTSE_DJANGO_VERSION", version.unwrap_or_default())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| Skip::because(format!("python3: {error}")))?;
        let mut lines = BufReader::new(app.stdout.take().context("no output")?).lines();
        let mut url = None;
        while let Some(line) = lines.next_line().await? {
            if let Some(at) = line.find("http://127.0.0.1:") {
                url = line.get(at..).and_then(|rest| rest.split_whitespace().next()).map(str::to_owned);
                break;
            }
        }
        let Some(url) = url else {
            return Err(Skip::because("Django cannot be installed: python3-venv or PyPI is missing").into());
        };
        let Ok(own) = OwnFiles::new(&place.dist(), guides) else { bail!("no guides, or no SDK") };
        let mut proxy = Proxy::new(&url.parse()?, Upstream::new(&Trust::default())?, own)?;
        if let Some(studio) = studio {
            proxy = proxy.with_studio(&studio.parse()?)?;
        }
        if let Some(desk) = desk {
            proxy = proxy.with_desk(&desk.parse()?)?;
        }
        let proxy = Server::bind(uncompressed(proxy.router(Arc::new(|_| {}))), 0).await?;
        Ok(Desk { _app: app, origin: proxy.origin(), _proxy: proxy, data })
    }

    pub async fn sign_in(&self, page: &Page, user: &str, language: &str) -> Result<()> {
        // jQuery, which Django brings along, tries out inline styles; without Lotse the page complains of them, too.
        for digest in [
            "sha256-bM6i/Qb6snN4zpfDg6WZt+vuPtz+OLCqu86Osj+sOCo=",
            "sha256-6V0jFG+sl4XTL422gIA4M3FiBc2Xb3Wm+wY/koWzLvs=",
            "sha256-7jyLW/wMFDC1nws0pVrZldx5z6nDQdsirBC6dRFC8as=",
        ] {
            page.allow(digest);
        }
        // WebKitGTK finds nothing under the pointer in Django's table while it has to be scrolled sideways, with Lotse or without.
        page.viewport(1280, 900).await?;
        page.goto(&format!("{}/admin/login/", self.origin)).await?;
        page.script(&format!("document.cookie = 'django_language={language}; path=/'"), Vec::new()).await?;
        page.goto(&format!("{}/admin/login/?next=/admin/", self.origin)).await?;
        page.fill(css("#id_username"), user).await?;
        page.fill(css("#id_password"), "lindenau").await?;
        page.click(css("input[type=submit]")).await?;
        page.find(css("#content-main")).await?;
        page.until("window.lotse").await
    }

    /// What the database answers.
    async fn query(&self, sql: &str) -> Result<String> {
        let script = "import sqlite3, sys\n\
                      row = sqlite3.connect(sys.argv[1]).execute(sys.argv[2]).fetchone()\n\
                      print('|'.join(str(value) for value in row))";
        let database = self.data.join("db.sqlite3");
        let output = Command::new("python3").args(["-c", script]).arg(database).arg(sql).output().await?;
        ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?.trim().to_owned())
    }
}

async fn hands_over_a_ticket(page: &Page) -> Result<()> {
    let desk = Desk::open(page, "ticket").await?;
    desk.sign_in(page, "anna", "de").await?;
    start(page, "hand-over-ticket").await?;
    step(page, "Öffnen Sie die Tickets").await?;
    page.click(css("#content-main a[href='/admin/servicedesk/ticket/']").first()).await?;
    step(page, "Suchen Sie das Ticket").await?;
    page.fill(css("#searchbar"), "Wartenummern").await?;
    page.press("Enter").await?;
    step(page, "Öffnen Sie das Ticket").await?;
    page.click(role("link", "Anzeige für Wartenummern bleibt dunkel")).await?;
    step(page, "Wählen Sie, wer sich darum kümmert").await?;
    page.choose(css("#id_assignee"), "ben").await?;
    step(page, "Wie dringend ist es?").await?;
    page.choose(css("#id_priority"), "Hoch").await?;
    step(page, "Sichern Sie").await?;
    page.click(css("input[name=_save]")).await?;
    step(page, "Das Ticket ist in guten Händen").await?;
    let sql = "SELECT username, priority FROM servicedesk_ticket JOIN auth_user ON auth_user.id = assignee_id \
               WHERE subject = 'Anzeige für Wartenummern bleibt dunkel'";
    let row = desk.query(sql).await?;
    ensure!(row == "ben|3", "{row}");
    Ok(())
}

async fn mends_a_notification_address(page: &Page) -> Result<()> {
    let desk = Desk::open(page, "address").await?;
    desk.sign_in(page, "ben", "en").await?;
    start(page, "notification-address").await?;
    step(page, "Open the notification settings").await?;
    page.click(css("#content-main a[href='/admin/servicedesk/notificationsettings/']").first()).await?;
    step(page, "Choose yourself").await?;
    page.click(role("link", containing("Ben Aydin")).first()).await?;
    step(page, "Enter your present address").await?;
    page.fill(css("#id_email"), "ben.aydin@lindenau.example").await?;
    press(page, "Next").await?;
    step(page, "Hear of your tickets").await?;
    page.click(css("#id_on_assignment")).await?;
    step(page, "A summary, if you like").await?;
    page.choose(css("#id_digest"), "Daily").await?;
    step(page, "Save").await?;
    page.click(css("input[name=_save]")).await?;
    step(page, "Messages reach you again").await?;
    let sql = "SELECT settings.email, on_assignment, digest FROM servicedesk_notificationsettings AS settings \
               JOIN auth_user ON auth_user.id = user_id WHERE username = 'ben'";
    let row = desk.query(sql).await?;
    ensure!(row == "ben.aydin@lindenau.example|1|daily", "{row}");
    Ok(())
}
