//! `cargo xtask demo`: everything built, the examples served on 127.0.0.1 until Ctrl+C.

use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use clap::{Args, Parser as _};
use lotse_cli::command::Lotse;
use lotse_cli::language::Language;
use lotse_cli::serve::{Root, Serve, Server};
use lotse_tests::place::Place;

use crate::{say, wasm};

/// What `demo` takes.
#[derive(Args)]
pub struct Options {
    /// The first port to try; if it is taken, the next free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
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

/// Builds and serves.
///
/// # Errors
/// When something does not build or no port can be had.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    build(place).await?;
    let mut roots = place.served();
    roots.push(front(place)?);
    let router = Serve::new(roots).router();
    let server = Server::bind(router, options.port).await?;
    println!();
    for (name, about) in ADDRESSES {
        let file = place.examples().join(name);
        if file.is_file() {
            println!("{}/{name}\n    {about}", server.origin());
        } else if file.join("index.html").is_file() {
            println!("{}/{name}/\n    {about}", server.origin());
        }
    }
    println!("\nStop with Ctrl+C.");
    tokio::signal::ctrl_c().await?;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// A page at `/` that lists the examples.
fn front(place: &Place) -> Result<Root> {
    let list: String = ADDRESSES
        .iter()
        .map(|(name, about)| {
            let end = if name.ends_with(".html") { "" } else { "/" };
            format!("<li><a href=\"/{name}{end}\">{name}</a><br>{about}</li>\n")
        })
        .collect();
    let page = format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>Lotse: examples</title>\n\
         <h1>Examples</h1>\n<ul>\n{list}</ul>\n</html>\n"
    );
    let folder = place.out().join("front");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("index.html"), page)?;
    Ok(Root::new("", folder)?)
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
        let arguments =
            ["lotse".as_ref(), "compile".as_ref(), folder.as_os_str(), "--out".as_ref(), out.as_os_str()];
        let code = Lotse::try_parse_from(arguments)?.run(Language::of_terminal());
        if code != ExitCode::SUCCESS {
            bail!("the guides of {} do not compile", name.to_string_lossy());
        }
        step.done();
    }
    Ok(())
}
