//! `lotse try`: guides in an app that the user can reach, without touching it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use url::Url;

use super::check_csp::trust;
use super::{block_on, until_stopped};
use crate::language::Language;
use crate::proxy::{CspMode, Guides, OwnFiles, Proxy, Upstream, default_port, probe};
use crate::serve::Server;

mod words;

/// Where the SDK is looked for when --sdk does not say: relative to the program, then to the working folder.
const SDK_PLACES: &[&str] = &["lotse-sdk", "../lotse/dist", "."];
const SDK_IN_WORKING_FOLDER: &str = "target/lotse/dist";

/// Opens a web app with the SDK and guides put in, without touching the app.
///
/// A reverse proxy on this machine passes everything on and puts one script tag into each page. The app's content security
/// policy stays and is extended only by what an integrator would have to add; each line is printed.
///
/// Exit codes: 0 stopped by Ctrl+C; 2 the address is wrong, the SDK or the guides are missing, or there is no free port.
#[derive(Debug, clap::Args)]
pub struct Try {
    /// The app, with its scheme: https://app.example.com/orders
    pub url: Url,
    /// Bundle in a single file.
    #[arg(long, value_name = "FILE", conflicts_with = "guides")]
    pub bundle: Option<PathBuf>,
    /// Folder with a manifest, as `lotse compile` writes it.
    #[arg(long, value_name = "DIR")]
    pub guides: Option<PathBuf>,
    /// Folder of the SDK (lotse.js and its modules). Default: beside this program, or target/lotse/dist.
    #[arg(long, value_name = "DIR")]
    pub sdk: Option<PathBuf>,
    /// Port on this machine; when taken, the next free one. Default: one that stays the same for the app.
    #[arg(long)]
    pub port: Option<u16>,
    /// What to do with the app's content security policy.
    #[arg(long, value_enum, default_value_t)]
    pub csp: CspMode,
    /// Also trust the certificates in this PEM file: an authority's, or the server's own.
    #[arg(long, value_name = "FILE")]
    pub ca: Vec<PathBuf>,
}

/// Runs the command until it is stopped.
#[must_use]
pub fn run(arguments: Try, language: Language) -> ExitCode {
    block_on(serve(arguments, language))
}

async fn serve(arguments: Try, language: Language) -> Result<ExitCode, String> {
    let own = own_files(&arguments, language)?;
    let client = Upstream::new(&trust(&arguments.ca)?).map_err(|error| error.to_string())?;
    let found = probe(&client, &arguments.url).await;
    let proxy =
        Proxy::new(&found.url, client, own).map_err(|error| error.to_string())?.with_csp(arguments.csp);
    let router = proxy.router(Arc::new(move |notice| eprintln!("{}", words::notice(&notice, language))));
    let port = arguments.port.unwrap_or_else(|| default_port(&found.url));
    let server = Server::bind(router, port).await.map_err(|error| error.to_string())?;

    println!("{}", words::greeting(&found, &server.origin(), language));
    if arguments.bundle.is_none() && arguments.guides.is_none() {
        println!("{}", words::no_guides(language));
    }
    until_stopped().await;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}

/// The SDK and the guides that the arguments name.
fn own_files(arguments: &Try, language: Language) -> Result<OwnFiles, String> {
    let guides = match (&arguments.bundle, &arguments.guides) {
        (Some(file), _) => Guides::Bundle(file.clone()),
        (None, Some(folder)) => Guides::Folder(folder.clone()),
        (None, None) => Guides::None,
    };
    let places = arguments.sdk.clone().map_or_else(sdk_places, |named| vec![named]);
    for place in &places {
        if !place.is_dir() {
            continue;
        }
        let own = OwnFiles::new(place, guides.clone()).map_err(|path| words::missing(&path, language))?;
        if own.has_sdk() {
            return Ok(own);
        }
    }
    Err(words::no_sdk(&places, language))
}

fn sdk_places() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok();
    let beside = program.as_deref().and_then(Path::parent);
    let mut places: Vec<PathBuf> =
        beside.into_iter().flat_map(|folder| SDK_PLACES.iter().map(|place| folder.join(place))).collect();
    places.push(PathBuf::from(SDK_IN_WORKING_FOLDER));
    places
}
