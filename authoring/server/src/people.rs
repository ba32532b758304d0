//! Accounts, sessions, members, tokens.

pub(crate) mod members;
pub(crate) mod oidc;
pub(crate) mod session;
pub(crate) mod setup;
pub(crate) mod tokens;

use lotse_api::people::User;

use sqlx::{Any, Executor};

use crate::app::App;
use crate::refusal::Refusal;
use crate::store::rows;

/// Most letters of a name or an address.
pub(crate) const MOST_NAME_LETTERS: usize = 200;

/// Whether nobody has an account yet.
pub(crate) async fn needs_setup(app: &App) -> Result<bool, Refusal> {
    let found: Option<(String,)> =
        rows("select id from users limit 1").fetch_optional(app.store.pool()).await?;
    Ok(found.is_none())
}

/// An account by its id. Who has a transaction open asks in it: the pool may have nothing left meanwhile.
pub(crate) async fn user<'c>(
    connection: impl Executor<'c, Database = Any>,
    id: &str,
) -> Result<User, Refusal> {
    let found: Option<(String, String, String)> = rows("select id, name, email from users where id = $1")
        .bind(id.to_owned())
        .fetch_optional(connection)
        .await?;
    let (id, name, email) = found.ok_or_else(|| Refusal::not_found("user"))?;
    Ok(User { id, name, email })
}

/// An address in the form in which it is kept: nobody has two accounts for one mailbox by its case.
pub(crate) fn address(email: &str) -> Result<String, Refusal> {
    let email = email.trim().to_lowercase();
    let is_address = email.split_once('@').is_some_and(|(one, other)| !one.is_empty() && !other.is_empty());
    if !is_address
        || email.len() > MOST_NAME_LETTERS
        || email.chars().any(|one| one.is_whitespace() || one.is_control())
    {
        return Err(
            Refusal::refused("Das ist keine E-Mail-Adresse.", "That is no e-mail address.").at("email")
        );
    }
    Ok(email)
}

/// A name for people: neither empty nor endless, and nothing in it that cannot be seen.
pub(crate) fn name(name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    let is_fine = !name.is_empty()
        && name.chars().count() <= MOST_NAME_LETTERS
        && !name.chars().any(lotse_model::url::is_invisible);
    if is_fine {
        return Ok(name.to_owned());
    }
    Err(Refusal::refused(
        "Der Name fehlt, ist zu lang oder enthält unsichtbare Zeichen.",
        "The name is missing, too long, or has invisible characters in it.",
    )
    .at("name"))
}
