//! `lotse serve`: files and bundles with the right headers.

use std::net::IpAddr;
use std::path::Path;
use std::process::ExitCode;

use super::{block_on, until_stopped};
use crate::language::Language;
use crate::serve::{Root, Serve as Site, Server};

/// Serves folders, with the headers that bundles and WebAssembly want.
///
/// Chunks named after their content are cached for ever, manifests for half a minute, everything else is asked for each
/// time. A file headers.json in a folder adds headers for what is below it:
/// {"/*": {"Name": "value"}, "/strict.html": {"Name": "other", "Another": null}}. Later entries override, null removes.
///
/// Exit codes: 0 stopped by Ctrl+C; 2 a folder is missing, or there is no free port.
#[derive(Debug, clap::Args)]
pub struct Serve {
    /// Folder to serve and the address prefix it gets; may be given several times. Default: /=.
    #[arg(long = "root", value_name = "PREFIX=DIR")]
    pub roots: Vec<Root>,
    /// Port; when taken, the next free one. 0 takes any.
    #[arg(long, default_value_t = 8000)]
    pub port: u16,
    /// Address to listen on, for containers or other machines; then requests under any host name are answered.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1")]
    pub address: IpAddr,
    /// Let pages of any origin read the files, as hosting the SDK on an origin of its own needs.
    #[arg(long)]
    pub cors: bool,
}

/// Runs the command until it is stopped.
#[must_use]
pub fn run(arguments: Serve, language: Language) -> ExitCode {
    block_on(serve(arguments, language))
}

async fn serve(arguments: Serve, language: Language) -> Result<ExitCode, String> {
    let mut roots = arguments.roots;
    if roots.is_empty() {
        roots.push(Root::new("/", Path::new(".")).map_err(|error| error.to_string())?);
    }
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
