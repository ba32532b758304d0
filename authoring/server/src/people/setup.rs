//! The first account and the first project.

use axum::extract::State;
use lotse_api::people::Setup;

use super::session::{NO_PROJECT, WithCookie, begin, with_cookie};
use super::{address, name};
use crate::app::App;
use crate::body::Body;
use crate::guard::Address;
use crate::guides::settings::{NewProjectOf, insert_project};
use crate::limits::ATTEMPTS;
use crate::refusal::Refusal;
use crate::scope::Caller;
use crate::secret;
use crate::store::{Write, rows, statement};

/// `POST /setup`: the code works as long as nobody has an account, so once.
pub(crate) async fn set_up(
    State(app): State<App>,
    from: Address,
    Body(asked): Body<Setup>,
) -> Result<WithCookie, Refusal> {
    app.counters.count(&format!("setup {}", from.0), ATTEMPTS, app.clock.now_ms())?;
    let is_code = secret::same(&secret::typed(&asked.code), &secret::typed(&app.setup_code));
    if !is_code || !super::needs_setup(&app).await? {
        return Err(wrong_code());
    }
    let (email, name) = (address(&asked.email)?, name(&asked.name)?);
    let hash = app.passwords.hash(&asked.password).await?;
    let mut write = app.store.write(NO_PROJECT).await?;
    let somebody: Option<(String,)> =
        rows("select id from users limit 1").fetch_optional(write.connection()).await?;
    if somebody.is_some() {
        return Err(wrong_code());
    }
    let person = insert_user(&mut write, &app, &email, &name, Some(hash)).await?;
    let caller = Caller { person, name };
    let project = NewProjectOf { project: &asked.project, name: &asked.project, language: &asked.language };
    insert_project(&mut write, &app, project, &caller).await?;
    let secret = begin(&mut write, &app, &caller.person).await?;
    write.commit().await?;
    with_cookie(&app, Some(caller), &secret).await
}

/// Makes an account.
pub(crate) async fn insert_user(
    write: &mut Write,
    app: &App,
    email: &str,
    name: &str,
    password: Option<String>,
) -> Result<String, Refusal> {
    let id = secret::id()?;
    statement("insert into users (id, email, name, password, made_ms) values ($1, $2, $3, $4, $5)")
        .bind(id.clone())
        .bind(email.to_owned())
        .bind(name.to_owned())
        .bind(password)
        .bind(app.clock.now_ms())
        .execute(write.connection())
        .await?;
    Ok(id)
}

fn wrong_code() -> Refusal {
    Refusal::new(
        lotse_api::FaultKind::Forbidden,
        "Der Code stimmt nicht oder ist verbraucht. Er steht im Protokoll des Servers.",
        "The code is wrong or used up. It stands in the server's log.",
    )
    .at("code")
}
