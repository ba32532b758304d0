//! The studio and everything behind it, on a socket.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use lotse_server::Server;
use lotse_server::config::Oidc;

use super::super::until_stopped;
use super::Serve;
use crate::language::Language;
use crate::serve::listen_on;

/// Where SDK and studio are looked for: relative to the program, then to the working folder. Each with the file that shows
/// that it is one.
const SDK: Place = Place { beside: "lotse-sdk", built: "dist", shown_by: "lotse.js" };
const STUDIO: Place = Place { beside: "lotse-studio", built: "studio", shown_by: "index.html" };

struct Place {
    beside: &'static str,
    built: &'static str,
    shown_by: &'static str,
}

pub(super) async fn serve(arguments: Serve, language: Language) -> Result<ExitCode, String> {
    if !arguments.address.is_loopback() && arguments.url.is_none() {
        return Err(language
            .pick(
                "Wer von anderen Rechnern erreichbar sein soll, nennt seine Adresse: --url https://lotse.example.com",
                "To be reached from other machines, name the address: --url https://lotse.example.com",
            )
            .to_owned());
    }
    let mut config = arguments.store.config();
    config.public_url = arguments.url.clone();
    config.is_behind_proxy = arguments.behind_proxy;
    config.internal_desks = arguments.internal_desk;
    config.oidc = arguments.oidc_issuer.zip(arguments.oidc_client).map(|(issuer, client_id)| Oidc {
        name: arguments.oidc_name,
        issuer,
        client_id,
        client_secret: arguments.oidc_secret,
    });
    config.setup_code = arguments.setup_code;
    config.sdk = arguments.sdk.or_else(|| SDK.find());
    config.studio = arguments.studio.or_else(|| STUDIO.find());
    let server = Server::open(config).await.map_err(|error| error.to_string())?;
    let code = server.setup_code().await.map_err(|refusal| language.pick(refusal.german, refusal.english))?;
    let listener = listen_on(arguments.address, arguments.port).await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    let origin = arguments.url.unwrap_or_else(|| format!("http://localhost:{}", address.port()));
    println!("{origin}/  {}", arguments.store.data.display());
    if let Some(code) = code {
        println!("{}", language.pick("Code für das erste Konto:", "Code for the first account:"));
        println!("  {code}");
    }
    println!("{}", language.pick("Beenden mit Strg+C.", "Stop with Ctrl+C."));
    server.serve(listener, until_stopped()).await.map_err(|error| error.to_string())?;
    Ok(ExitCode::SUCCESS)
}

impl Place {
    fn find(&self) -> Option<PathBuf> {
        let program = std::env::current_exe().ok();
        let beside = program.as_deref().and_then(Path::parent);
        let near = beside
            .into_iter()
            .flat_map(|folder| [folder.join(self.beside), folder.join("../lotse").join(self.built)]);
        let places = near.chain([Path::new("target/lotse").join(self.built)]);
        places.into_iter().find(|place| place.join(self.shown_by).is_file())
    }
}
