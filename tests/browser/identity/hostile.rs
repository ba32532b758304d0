//! The hostile pages: a form of three steps, the same on each.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use lotse_tests::browser::{ALL, Browser, CHROMIUM};
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::find::css;
use lotse_tests::page::Page;
use lotse_tests::server::{Pages, Reply};

use super::{Host, State, compare};
use crate::bundles::{lotse, text};
use crate::hostile::{control, press, shows, tap, type_name};

/// Firefox's driver stumbles over a polluted `Object.prototype`, and Firefox under a driver keeps no page in its back/forward cache.
const NOT_FIREFOX: &[Browser] = &[Browser::Chromium, Browser::Webkit];

/// One test per page, named after it, with where it runs: `cargo xtask soak identity`, and every day. `shown` is a page on which a guide can be followed to its end.
macro_rules! pages {
    ($($name:ident: $page:literal, $is_shown:literal, $browsers:expr, $sample:expr;)*) => {
        $(async fn $name(page: &Page) -> Result<()> {
            compare(page, &Form { name: $page, is_shown: $is_shown }).await
        })*

        /// Every test of this file.
        pub const CASES: &[Case] = &[$(case!($browsers, $name).within(240).sampled($sample)),*];
    };
}

pages! {
    csp: "csp.html", true, ALL, ALL;
    reset_all: "reset-all.html", true, ALL, CHROMIUM;
    reset_hide: "reset-hide.html", true, ALL, CHROMIUM;
    z_index: "z-index.html", true, ALL, CHROMIUM;
    contained: "contained.html", true, ALL, CHROMIUM;
    host_dialog: "host-dialog.html", true, ALL, CHROMIUM;
    node_police: "node-police.html", false, ALL, CHROMIUM;
    rerender_body: "rerender-body.html", true, ALL, ALL;
    polluted_prototype: "polluted-prototype.html", true, NOT_FIREFOX, CHROMIUM;
    patched_array: "patched-array.html", true, ALL, ALL;
    patched_dom: "patched-dom.html", false, ALL, CHROMIUM;
    clobbered: "clobbered.html", true, ALL, CHROMIUM;
    focus_trap: "focus-trap.html", true, ALL, CHROMIUM;
    blur_menu: "blur-menu.html", true, ALL, CHROMIUM;
    rerender_targets: "rerender-targets.html", true, ALL, CHROMIUM;
    replaced_builtins: "replaced-builtins.html", false, ALL, CHROMIUM;
    frozen_builtins: "frozen-builtins.html", true, ALL, CHROMIUM;
    stop_propagation: "stop-propagation.html", true, ALL, CHROMIUM;
    nested_scrollers: "nested-scrollers.html", true, ALL, CHROMIUM;
    deep_shadow: "deep-shadow.html", true, ALL, CHROMIUM;
    rtl: "rtl.html", true, ALL, CHROMIUM;
    bfcache: "bfcache.html", true, NOT_FIREFOX, CHROMIUM;
    huge_dom: "huge-dom.html", true, ALL, CHROMIUM;
    mutation_storm: "mutation-storm.html", true, ALL, CHROMIUM;
}

/// How long a page may keep its own button covered.
const PATIENCE: Duration = Duration::from_secs(15);

/// A hostile page. On some, no guide can be followed to its end.
struct Form {
    name: &'static str,
    is_shown: bool,
}

impl Host for Form {
    fn address(&self) -> String {
        format!("/hostile/{}", self.name)
    }

    fn guides(&self) -> &'static str {
        "hostile"
    }

    fn guide(&self) -> &'static str {
        "form"
    }

    fn is_shown(&self) -> bool {
        self.is_shown
    }

    fn waiting(&self, page: &Page, mut pages: Pages) -> Result<Pages> {
        let folder = tempfile::tempdir()?;
        let out = waiting_guides(page, folder.path())?;
        let manifest = fs::read(out.join("manifest.json"))?;
        pages = pages.reply("/hostile-guides/manifest.json", Reply::new("application/json", manifest));
        for chunk in fs::read_dir(out.join("chunks"))? {
            let chunk = chunk?;
            let path = format!("/hostile-guides/chunks/{}", chunk.file_name().to_string_lossy());
            pages = pages.reply(&path, Reply::new("application/json", fs::read(chunk.path())?));
        }
        Ok(pages)
    }

    async fn task(&self, page: &Page, state: State) -> Result<()> {
        task(page, state).await?;
        if self.name == "bfcache.html" {
            page.click(css("main a")).await?;
            page.until("location.pathname.endsWith('/bfcache-away.html')").await?;
            page.back().await?;
            let restored =
                "document.querySelector('#restored')?.textContent === 'Restored from the back/forward cache'";
            page.until(restored).await?;
        }
        Ok(())
    }
}

/// The page's own task; with a guide shown, the same steps and the card's own buttons around them.
async fn task(page: &Page, state: State) -> Result<()> {
    let is_shown = state == State::Shown;
    if is_shown {
        press(page, "Show me how").await?;
        shows(page, "Open the form").await?;
    }
    tap(page, control("open")).await?;
    if is_shown {
        shows(page, "Give a name").await?;
    }
    type_name(page).await?;
    if is_shown {
        shows(page, "Save").await?;
    }
    save(page).await?;
    if is_shown {
        shows(page, "Saved").await?;
        press(page, "Close").await?;
    }
    page.until("!document.querySelector('lotse-stage')").await
}

/// It is saved; a page that builds itself again after that, in a task of its own, has done so: until then its old button has the focus.
const SAVED: &str = "__host.log.includes('saved') \
    && (!__host.log.includes('rendered') || __host.log.lastIndexOf('rendered') > __host.log.lastIndexOf('saved'))";

/// Until it is saved: some pages cover the button for a while.
async fn save(page: &Page) -> Result<()> {
    let begun = Instant::now();
    loop {
        tap(page, control("save")).await?;
        let saved = page.until_within(Duration::from_secs(2), SAVED).await;
        if saved.is_ok() || begun.elapsed() > PATIENCE {
            return saved;
        }
    }
}

/// The same guide, with a trigger that waits for what never comes.
fn waiting_guides(page: &Page, folder: &Path) -> Result<PathBuf> {
    let out = folder.join("out");
    let (from, source) = (page.place().examples().join("hostile/guides"), folder.join("source"));
    fs::create_dir_all(&source)?;
    fs::copy(from.join("project.json"), source.join("project.json"))?;
    let guide = fs::read_to_string(from.join("form.guide.json"))?;
    // The trigger's target comes first in the file.
    let never = guide.replacen("\"Open form\", \"ar\": \"افتح النموذج\"", "\"Never there\"", 1).replacen(
        "\"value\": \"open\"",
        "\"value\": \"never\"",
        1,
    );
    ensure!(
        never.contains("Never there") && never.contains("\"never\""),
        "the guide is written otherwise now"
    );
    fs::write(source.join("form.guide.json"), never)?;
    lotse(&["compile", text(&source)?, "--out", text(&out)?])?;
    Ok(out)
}
