//! `lotse try`: guides in an app that the user can reach, without touching it.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use url::Url;

use super::{block_on, until_stopped};
use crate::browser::{self, PagePolicy};
use crate::language::Language;
use crate::proxy::{CspMode, Guides, Notices, OwnFiles, Proxy, Trust, Upstream, default_port, probe};
use crate::serve::Server;

mod words;

/// Where the SDK is looked for when --sdk does not say: relative to the program, then to the working folder.
const SDK_PLACES: &[&str] = &["lotse-sdk", "../lotse/dist", "."];
const SDK_IN_WORKING_FOLDER: &str = "target/lotse/dist";

/// Opens a web app with the SDK and guides put in, without touching the app.
///
/// A reverse proxy on this machine passes everything on and puts one script tag into each page. With --browser, the SDK is
/// put into a browser of yours through its debugging protocol instead, and the app keeps its real address, cookies and
/// sign-on. The app's content security policy stays and is extended only by what an integrator would have to add; each
/// line is printed.
///
/// Exit codes: 0 stopped by Ctrl+C or by closing the browser; 2 the address is wrong, the SDK, the guides or the browser
/// are missing, or there is no free port.
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
    /// Also put the picker into each page, for the studio at this address: http://localhost:7300
    #[arg(long, value_name = "URL", conflicts_with = "browser")]
    pub studio: Option<Url>,
    /// Where the help panel hands cases over to: http://localhost:7300/d/PROJECT/ENVIRONMENT. The app's address here has to be
    /// among that environment's origins in the studio's settings. Without it, help offers mail and copying.
    #[arg(long, value_name = "URL", conflicts_with = "browser", requires = "guides")]
    pub desk: Option<Url>,
    /// What to do with the app's content security policy.
    #[arg(long, value_enum, default_value_t)]
    pub csp: Csp,
    /// Port on this machine; when taken, the next free one. Default: one that stays the same for the app.
    #[arg(long, conflicts_with = "browser")]
    pub port: Option<u16>,
    /// Also trust the certificates in this PEM file: an authority's, or the server's own.
    #[arg(long, value_name = "FILE", conflicts_with = "browser")]
    pub ca: Vec<PathBuf>,
    /// Use Chrome, Edge or Chromium with a throw-away profile instead of the proxy.
    #[arg(long)]
    pub browser: bool,
    /// The browser's program. Default: looked up in the usual places.
    #[arg(long, value_name = "FILE", requires = "browser")]
    pub browser_path: Option<PathBuf>,
    /// One more argument for the browser; may be given several times.
    #[arg(long = "browser-arg", value_name = "ARGUMENT", requires = "browser", allow_hyphen_values = true)]
    pub browser_arguments: Vec<String>,
}

/// What to do with policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Csp {
    /// As strict as the app sent them: shows what happens before an operator changes anything.
    Keep,
    /// Extended by what an integrator would have to add.
    #[default]
    Extend,
    /// Switched off by the browser; with --browser only, for policies in <meta>.
    Bypass,
}

/// Runs the command until it is stopped.
#[must_use]
pub fn run(arguments: Try, language: Language) -> ExitCode {
    if arguments.browser {
        block_on(browse(arguments, language))
    } else {
        block_on(serve(arguments, language))
    }
}

async fn serve(arguments: Try, language: Language) -> Result<ExitCode, String> {
    let csp = match arguments.csp {
        Csp::Keep => CspMode::Keep,
        Csp::Extend => CspMode::Extend,
        Csp::Bypass => return Err(words::bypass_needs_browser(language).to_owned()),
    };
    let own = own_files(&arguments, language)?;
    let trust = Trust::with_files(&arguments.ca).map_err(|error| error.to_string())?;
    let client = Upstream::new(&trust).map_err(|error| error.to_string())?;
    let found = probe(&client, &arguments.url).await;
    let mut proxy = Proxy::new(&found.url, client, own).map_err(|error| error.to_string())?.with_csp(csp);
    if let Some(studio) = &arguments.studio {
        proxy = proxy.with_studio(studio).map_err(|error| error.to_string())?;
    }
    if let Some(desk) = &arguments.desk {
        proxy = proxy.with_desk(desk).map_err(|error| error.to_string())?;
    }
    let router = proxy.router(notices(language));
    let port = arguments.port.unwrap_or_else(|| default_port(&found.url));
    let server = Server::bind(router, port).await.map_err(|error| error.to_string())?;

    println!("{}", words::greeting(&found, &server.origin(), language));
    say_if_without_guides(&arguments, language);
    until_stopped().await;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}

async fn browse(arguments: Try, language: Language) -> Result<ExitCode, String> {
    let own = own_files(&arguments, language)?;
    let program = browser::find(arguments.browser_path.as_deref()).map_err(|error| error.to_string())?;
    let setup = browser::Setup {
        program: &program,
        arguments: &arguments.browser_arguments,
        url: &arguments.url,
        own,
        policy: match arguments.csp {
            Csp::Keep => PagePolicy::Keep,
            Csp::Extend => PagePolicy::Extend,
            Csp::Bypass => PagePolicy::Bypass,
        },
        notices: notices(language),
    };
    let mut session = browser::Session::start(setup).await.map_err(|error| error.to_string())?;
    println!("{}", words::opened(arguments.url.as_str(), &program, language));
    say_if_without_guides(&arguments, language);
    tokio::select! {
        () = session.ended() => {}
        () = until_stopped() => {}
    }
    session.stop().await;
    Ok(ExitCode::SUCCESS)
}

fn notices(language: Language) -> Notices {
    Arc::new(move |notice| eprintln!("{}", words::notice(&notice, language)))
}

fn say_if_without_guides(arguments: &Try, language: Language) {
    if arguments.bundle.is_none() && arguments.guides.is_none() && arguments.studio.is_none() {
        println!("{}", words::no_guides(language));
    }
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
