//! `lotse serve`: the studio with everything behind it, or files and bundles with the right headers.

mod studio;

use std::net::IpAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use super::store::StoreArguments;
use super::{block_on, until_stopped};
use crate::language::Language;
use crate::serve::{Root, Serve as Site, Server};

/// Serves the studio: record, edit, review and publish guides. Without any setting it keeps its data in ./lotse-data.
///
/// The first start prints a code that makes the first account. With --root it serves folders instead, with the headers that
/// bundles and WebAssembly want: chunks named after their content are cached for ever, manifests for half a minute,
/// everything else is asked for each time. A file headers.json in a folder adds headers for what is below it:
/// {"/*": {"Name": "value"}, "/strict.html": {"Name": "other", "Another": null}}. Later entries override, null removes.
///
/// Exit codes: 0 stopped by Ctrl+C; 2 a folder is missing, the database cannot be opened, or there is no free port.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
    /// Where people reach the server: https://lotse.example.com. Needed with --address beyond this machine.
    #[arg(long, value_name = "ORIGIN", env = "LOTSE_URL")]
    pub url: Option<String>,
    /// A proxy in front says in X-Forwarded-For who asks.
    #[arg(long)]
    pub behind_proxy: bool,
    /// A host inside that cases may be delivered to, exactly as connectors name it, with or without a port; several are
    /// separated by commas.
    #[arg(long, value_name = "HOST", value_delimiter = ',', env = "LOTSE_INTERNAL_DESKS")]
    pub internal_desk: Vec<String>,
    /// People may sign in by this OpenID Connect provider, too: its address as it calls itself.
    #[arg(long, value_name = "ADDRESS", env = "LOTSE_OIDC_ISSUER", requires = "oidc_client")]
    pub oidc_issuer: Option<String>,
    /// What the provider knows this server as.
    #[arg(long, value_name = "ID", env = "LOTSE_OIDC_CLIENT")]
    pub oidc_client: Option<String>,
    /// The secret between both.
    #[arg(long, value_name = "SECRET", env = "LOTSE_OIDC_SECRET", hide_env_values = true)]
    pub oidc_secret: Option<String>,
    /// Name of the provider, for the button.
    #[arg(long, value_name = "NAME", env = "LOTSE_OIDC_NAME", default_value = "OpenID Connect")]
    pub oidc_name: String,
    /// The code that makes the first account. Drawn and printed when not given.
    #[arg(long, value_name = "CODE", env = "LOTSE_SETUP_CODE", hide_env_values = true)]
    pub setup_code: Option<String>,
    /// Folder of the SDK (lotse.js and its modules). Default: beside this program, or target/lotse/dist.
    #[arg(long, value_name = "DIR")]
    pub sdk: Option<PathBuf>,
    /// Folder of the studio (index.html and its modules). Default: beside this program, or target/lotse/studio.
    #[arg(long, value_name = "DIR")]
    pub studio: Option<PathBuf>,
    /// Serve this folder under this address prefix instead of the studio; may be given several times.
    #[arg(long = "root", value_name = "PREFIX=DIR")]
    pub roots: Vec<Root>,
    /// Port; when taken, the next free one. 0 takes any.
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on, for containers or other machines.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Let pages of any origin read the files, as hosting the SDK on an origin of its own needs. With --root only.
    #[arg(long, requires = "roots")]
    pub cors: bool,
}

/// Runs the command until it is stopped.
#[must_use]
pub fn run(arguments: Serve, language: Language) -> ExitCode {
    if arguments.roots.is_empty() {
        block_on(studio::serve(arguments, language))
    } else {
        block_on(serve(arguments, language))
    }
}

async fn serve(arguments: Serve, language: Language) -> Result<ExitCode, String> {
    let roots = arguments.roots;
    let described: Vec<(String, String)> = roots
        .iter()
        .map(|root| (format!("{}/", root.prefix()), root.folder().display().to_string()))
        .collect();
    let router = Site::new(roots).with_cors(arguments.cors).router();
    let server = if arguments.address.is_loopback() {
        Server::bind_on(router, arguments.address, arguments.port).await
    } else {
        Server::bind_publicly(router, arguments.address, arguments.port).await
    };
    let server = server.map_err(|error| error.to_string())?;
    for (prefix, folder) in described {
        println!("{}{prefix}  {folder}", server.origin());
    }
    println!("{}", language.pick("Beenden mit Strg+C.", "Stop with Ctrl+C."));
    until_stopped().await;
    server.stop().await;
    Ok(ExitCode::SUCCESS)
}
