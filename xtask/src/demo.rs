//! `cargo xtask demo`: everything built; the examples and the studio served on 127.0.0.1 until Ctrl+C.

mod live;

use std::ffi::OsStr;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser as _};
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_cli::serve::{Root, Serve, Server};
use lotse_tests::place::Place;

use self::live::Live;
use crate::{say, setup, wasm};

/// What `demo` takes.
#[derive(Args)]
pub struct Options {
    /// The first port to try; if it is taken, the next free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The studio's port; if it is taken, the next free one
    #[arg(long, default_value_t = 8090)]
    studio_port: u16,
}

/// An example that stands by itself, and what to see there.
const ADDRESSES: &[(&str, &str)] = &[
    ("kontor", "Kontor, a back office: orders, invoices, settings, and guides over all of it"),
    ("kontor/help.html", "the same with the help panel: search, diagnosis, checklists, handing over (F1)"),
    ("plain-html", "the smallest integration, ten lines of HTML"),
    (
        "hostile",
        "pages that make it hard: strict policies, resets, traps, targets that are drawn again and again",
    ),
];

/// What the studio is.
const STUDIO: &str = "the studio, where Kontor's guides are recorded, edited, tried, reviewed and published";
/// What the Kontor is that takes its guides from there.
const LIVE: &str = "Kontor with the guides that the studio has published; recording happens here";

/// Builds and serves.
///
/// # Errors
/// When something does not build or no port can be had.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    build_with_studio(place).await?;
    let mut live = Live::start(place, options.studio_port).await?;
    let mut roots = place.served();
    let kontor = live.kontor(place, options.port.saturating_add(1)).await?;
    let here = here(&live, &format!("{}/kontor/", kontor.origin()));
    roots.push(front(place, &here)?);
    let router = Serve::new(roots).router();
    let server = Server::bind(router, options.port).await?;
    println!();
    for (name, about) in ADDRESSES {
        println!("{}{}\n    {about}", server.origin(), path(name));
    }
    for (address, _, about) in &here {
        println!("{address}\n    {about}");
    }
    println!("\nStop with Ctrl+C.");
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    kontor.stop().await;
    live.stop().await?;
    Ok(ExitCode::SUCCESS)
}

/// Where an example is, below the origin.
fn path(name: &str) -> String {
    if name.ends_with(".html") { format!("/{name}") } else { format!("/{name}/") }
}

/// What is not an example: address, name, and what to see there.
fn here(live: &Live, kontor: &str) -> [(String, &'static str, String); 2] {
    let (studio, who) = live.about();
    [
        (studio, "studio", format!("{STUDIO}; sign in {who}")),
        (kontor.to_owned(), "kontor, from the studio", LIVE.to_owned()),
    ]
}

/// A page at `/` that lists what is served.
fn front(place: &Place, others: &[(String, &'static str, String)]) -> Result<Root> {
    let examples = ADDRESSES.iter().map(|(name, about)| (path(name), *name, (*about).to_owned()));
    let list: String = examples
        .chain(others.iter().cloned())
        .map(|(address, name, about)| format!("<li><a href=\"{address}\">{name}</a><br>{about}</li>\n"))
        .collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Lotse: demo</title>\n\
         <h1>Lotse: demo</h1>\n<ul>\n{list}</ul>\n</html>\n"
    );
    let folder = place.out().join("front");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), page)?;
    Ok(Root::new("", folder)?)
}

/// [`build`] and the studio, side by side: for the most part, each keeps one processor busy.
pub async fn build_with_studio(place: &Place) -> Result<()> {
    // Both need it, and neither may find it half done.
    setup::for_building(place).await?;
    let studio = wasm::studio::build(place, wasm::studio::Profile::Quick);
    tokio::try_join!(build(place), studio).map(|_| ())
}

/// What the examples load: the SDK and their compiled guides; and the picker, for those who write some.
///
/// # Errors
/// When something does not build.
pub async fn build(place: &Place) -> Result<()> {
    wasm::build(place).await?;
    wasm::build_picker(place).await?;
    guides(place)
}

/// Compiles every `examples/NAME/guides` to `target/lotse/demo/NAME`.
fn guides(place: &Place) -> Result<()> {
    for example in fs::read_dir(place.examples())? {
        let example = example?;
        let name = example.file_name();
        let folder = example.path().join("guides");
        if !folder.is_dir() {
            continue;
        }
        let step = say::step(format!("guides of {}", name.to_string_lossy()));
        let out = place.demo().join(&name);
        // What is no longer written must not be served.
        if out.exists() {
            fs::remove_dir_all(&out).with_context(|| format!("emptying {}", out.display()))?;
        }
        let words = ["lotse", "compile", "--quiet", "--out"].map(OsStr::new);
        let arguments = words.into_iter().chain([out.as_os_str(), folder.as_os_str()]);
        let code = Lotse::try_parse_from(arguments)?.run(Language::of_terminal());
        if code != ExitCode::SUCCESS {
            bail!("the guides of {} do not compile", name.to_string_lossy());
        }
        step.done();
    }
    Ok(())
}
