//! `cargo xtask pictures`: the pictures of README and docs, made again from the demo, in Chromium.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use lotse_tests::browser::Browser;
use lotse_tests::place::Place;
use lotse_tests::session::Session;
use tokio::time::Instant;

use crate::command::Ending;
use crate::test::{LONGEST, Round, browser};
use crate::{demo, say, setup};

/// One picture: where, which guide, how wide, in which light.
struct Picture {
    name: &'static str,
    path: &'static str,
    guide: &'static str,
    size: (u32, u32),
    scheme: &'static str,
}

const PICTURES: &[Picture] = &[
    Picture {
        name: "readme",
        path: "/kontor/?view=orders&lang=en",
        guide: "stuck-filter",
        size: (1280, 800),
        scheme: "light",
    },
    Picture {
        name: "invoice-de",
        path: "/kontor/?view=invoice&id=R-2026-1857&lang=de",
        guide: "invoice-tray",
        size: (1280, 800),
        scheme: "light",
    },
    Picture {
        name: "overview-dark",
        path: "/kontor/?view=overview&lang=en",
        guide: "invoice-tray",
        size: (1280, 800),
        scheme: "dark",
    },
    Picture {
        name: "narrow-de",
        path: "/kontor/?view=orders&lang=de",
        guide: "stuck-filter",
        size: (320, 640),
        scheme: "light",
    },
];

/// Pages of the studio that `docs/first-guide.md` shows, each in both languages.
const FIRST_GUIDE: [&str; 6] = ["new-guide", "record", "step", "graph", "texts", "review"];

/// Makes them all.
///
/// # Errors
/// When the demo does not build, the browser does not start or a card does not appear.
pub async fn run(place: &Place) -> Result<ExitCode> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    let folder = place.root().join("docs/pictures");
    fs::create_dir_all(&folder)?;
    for picture in PICTURES {
        let step = say::step(format!("docs/pictures/{}.png", picture.name));
        let session = Session::open(Browser::Chromium, place).await?;
        let made = take(&session, picture).await;
        session.close().await;
        let file = made.with_context(|| format!("the picture {}", picture.name))?;
        fs::copy(file, folder.join(format!("{}.png", picture.name)))?;
        step.done();
    }
    first_guide(place, &folder).await
}

/// The studio is pictured by the test that goes through its pages.
async fn first_guide(place: &Place, folder: &Path) -> Result<ExitCode> {
    browser::build(place).await?;
    let wanted = ["--browser", "chromium", "--filter", "authoring/the_first_guide"];
    let (ending, _) = browser::play(&Round::until(place, Instant::now() + LONGEST), &wanted).await?;
    ensure!(matches!(ending, Ending::Success), "the studio could not be pictured");
    for name in FIRST_GUIDE {
        for language in ["en", "de"] {
            let file = format!("{name}-{language}.png");
            let from = place.pictures().join("first-guide").join(&file);
            fs::copy(&from, folder.join(format!("first-guide-{file}"))).with_context(|| file.clone())?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

async fn take(session: &Session, picture: &Picture) -> Result<std::path::PathBuf> {
    let page = session.page();
    let (width, height) = picture.size;
    page.viewport(width, height).await?;
    page.media(&[("prefers-color-scheme", picture.scheme)]).await?;
    page.goto(&page.server().url(picture.path)).await?;
    page.until("window.lotse").await?;
    page.script("window.lotse.start(arguments[0])", vec![picture.guide.into()]).await?;
    page.until("document.querySelector('lotse-stage')?.shadowRoot.querySelector('h2')").await?;
    page.painted().await?;
    // The entrance is over after a quarter of a second.
    tokio::time::sleep(std::time::Duration::from_millis(600)).await;
    page.picture(&format!("docs/{}", picture.name)).await
}
