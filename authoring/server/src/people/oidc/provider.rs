//! What is said to the provider, and what it says: by the `openidconnect` crate, over our own way out.

use std::fmt;

use lotse_desk::Outgoing;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet,
    HttpRequest, HttpResponse, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope,
    TokenResponse as _,
};

use super::refused;
use crate::app::App;
use crate::config::Oidc;
use crate::refusal::Refusal;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Where to send the browser, and what has to come back.
pub(super) struct Asked {
    pub(super) url: String,
    pub(super) state: String,
    pub(super) nonce: String,
    pub(super) verifier: String,
}

/// A request to the provider that failed.
#[derive(Debug)]
struct Unreachable(String);

impl fmt::Display for Unreachable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Unreachable {}

/// Sends what the crate asks for under the rules of every outgoing request.
async fn send(out: Outgoing, request: HttpRequest) -> Result<HttpResponse, Unreachable> {
    let failed = |error: &dyn fmt::Display| Unreachable(error.to_string());
    let url = url::Url::parse(&request.uri().to_string()).map_err(|error| failed(&error))?;
    let mut headers = Vec::new();
    for name in ["authorization", "content-type"] {
        if let Some(value) = request.headers().get(name).and_then(|value| value.to_str().ok()) {
            headers.push((name, value.to_owned()));
        }
    }
    let method = request.method().clone();
    let answer =
        out.send(method, &url, &headers, request.into_body()).await.map_err(|failure| failed(&failure))?;
    let mut response = HttpResponse::new(answer.body);
    *response.status_mut() = answer.status;
    *response.headers_mut() = answer.headers;
    Ok(response)
}

/// The provider as it describes itself.
async fn client(app: &App, settings: &Oidc, callback: &str) -> Result<Client, Refusal> {
    let wrong = |error: &dyn fmt::Display| Refusal::unavailable(&format!("{}: {error}", settings.issuer));
    let issuer = IssuerUrl::new(settings.issuer.clone()).map_err(|error| wrong(&error))?;
    let out = app.carrier.outgoing.clone();
    let metadata = CoreProviderMetadata::discover_async(issuer, &|request| send(out.clone(), request)).await;
    let metadata = metadata.map_err(|error| wrong(&error))?;
    let redirect = RedirectUrl::new(callback.to_owned()).map_err(|error| wrong(&error))?;
    let id = ClientId::new(settings.client_id.clone());
    let secret = settings.client_secret.clone().map(ClientSecret::new);
    Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(redirect))
}

/// Begins.
pub(super) async fn ask(app: &App, settings: &Oidc, callback: &str) -> Result<Asked, Refusal> {
    let client = client(app, settings, callback).await?;
    let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
    let (url, state, nonce) = client
        .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
        .add_scope(Scope::new("email".to_owned()))
        .set_pkce_challenge(challenge)
        .url();
    Ok(Asked {
        url: url.to_string(),
        state: state.secret().clone(),
        nonce: nonce.secret().clone(),
        verifier: verifier.secret().clone(),
    })
}

/// The mail address of who comes back, as far as the provider answers for it.
pub(super) async fn verified_email(
    app: &App,
    settings: &Oidc,
    callback: &str,
    code: String,
    nonce: String,
    verifier: String,
) -> Result<String, Refusal> {
    let client = client(app, settings, callback).await?;
    let out = app.carrier.outgoing.clone();
    let exchange =
        client.exchange_code(AuthorizationCode::new(code)).map_err(|error| Refusal::unavailable(&error))?;
    let answer = exchange
        .set_pkce_verifier(PkceCodeVerifier::new(verifier))
        .request_async(&|request| send(out.clone(), request))
        .await
        .map_err(|error| told(&error))?;
    let token = answer.id_token().ok_or_else(refused)?;
    let claims =
        token.claims(&client.id_token_verifier(), &Nonce::new(nonce)).map_err(|error| told(&error))?;
    if claims.email_verified() != Some(true) {
        return Err(refused());
    }
    claims.email().map(|email| email.to_string()).ok_or_else(refused)
}

/// The person is told to begin again; why, the log says.
fn told(error: &dyn fmt::Display) -> Refusal {
    eprintln!("lotse-server: OpenID Connect: {error}");
    refused()
}
