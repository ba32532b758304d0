//! Accounts made on the machine: the way in when nobody can sign in any more.

use lotse_api::people::{NewToken, Role, Token};
use serde_json::json;

use super::OPERATOR;
use crate::audit::Act;
use crate::guard::role_of;
use crate::guides::settings::{NewProjectOf, insert_project};
use crate::people::setup::insert_user;
use crate::people::{address, name, tokens};
use crate::refusal::Refusal;
use crate::scope::{Caller, Scope};
use crate::server::Server;
use crate::store::{rows, statement};

/// A member to be made, with an account where there is none.
#[derive(Clone, Debug)]
pub struct NewMember<'a> {
    /// Address.
    pub email: &'a str,
    /// Name; the address when absent.
    pub name: Option<&'a str>,
    /// A new password; required for a new account.
    pub password: Option<&'a str>,
    /// Project; made when it is not there.
    pub project: &'a str,
    /// Default language of a project that is made.
    pub language: &'a str,
    /// What they are there.
    pub role: Role,
}

impl Server {
    /// Makes a token for programs, in the name of the project's first admin. Its secret is not stored anywhere.
    ///
    /// # Errors
    /// When there is no such project, or the database cannot be written.
    pub async fn add_token(&self, project: &str, asked: NewToken) -> Result<Token, Refusal> {
        tokens::issue(&self.as_operator(project).await?, asked).await
    }

    /// Makes an API token with which a member acts, at most in their role.
    ///
    /// # Errors
    /// When there is no such member, their role is less than asked for, or the database cannot be written.
    pub async fn add_token_of(&self, project: &str, email: &str, asked: NewToken) -> Result<Token, Refusal> {
        let found: Option<(String, String, i64)> = rows(
            "select users.id, users.name, members.role from members join users on users.id = members.person \
             where members.project = $1 and users.email = $2",
        )
        .bind(project.to_owned())
        .bind(address(email)?)
        .fetch_optional(self.app.store.pool())
        .await?;
        let (person, name, role) = found.ok_or_else(|| Refusal::not_found("member"))?;
        let role = role_of(role).ok_or_else(|| Refusal::not_found("member"))?;
        let scope = Scope::of_member(self.app.clone(), project.to_owned(), Caller { person, name }, role);
        tokens::issue(&scope, asked).await
    }

    /// Makes an account, sets its password anew, and makes it a member. Says whether the account is new.
    ///
    /// # Errors
    /// When something about the new member is not acceptable, or the database cannot be written.
    pub async fn add_member(&self, new: NewMember<'_>) -> Result<bool, Refusal> {
        let app = &self.app;
        let (email, name) = (address(new.email)?, name(new.name.unwrap_or(new.email))?);
        let hash = match new.password {
            Some(password) => Some(app.passwords.hash(password).await?),
            None => None,
        };
        let mut write = app.store.write(new.project).await?;
        let known: Option<(String,)> = rows("select id from users where email = $1")
            .bind(email.clone())
            .fetch_optional(write.connection())
            .await?;
        let is_new = known.is_none();
        let person = match (known, hash) {
            (Some((id,)), None) => id,
            (Some((id,)), Some(hash)) => {
                statement("update users set password = $2 where id = $1")
                    .bind(id.clone())
                    .bind(hash)
                    .execute(write.connection())
                    .await?;
                // Whoever was in with the old password is out.
                statement("delete from sessions where person = $1")
                    .bind(id.clone())
                    .execute(write.connection())
                    .await?;
                id
            }
            (None, Some(hash)) => insert_user(&mut write, app, &email, &name, Some(hash)).await?,
            (None, None) => {
                return Err(Refusal::refused(
                    "Ein neues Konto braucht ein Passwort.",
                    "A new account needs a password.",
                )
                .at("password"));
            }
        };
        let caller = Caller { person: person.clone(), name: OPERATOR.to_owned() };
        let scope = Scope::of_member(app.clone(), new.project.to_owned(), caller.clone(), Role::Admin);
        let there: Option<(i64,)> = scope
            .rows("select revision from projects where project = $1")
            .fetch_optional(write.connection())
            .await?;
        if there.is_none() {
            let of = NewProjectOf { project: new.project, name: new.project, language: new.language };
            insert_project(&mut write, app, of, &caller).await?;
        }
        scope
            .statement(
                "insert into members (project, person, role) values ($1, $2, $3) \
                 on conflict (project, person) do update set role = excluded.role",
            )
            .bind(person)
            .bind(new.role as i64)
            .execute(write.connection())
            .await?;
        let detail =
            json!({ "role": new.role, "new_account": is_new, "new_password": new.password.is_some() });
        scope.note(&mut write, Act { act: "member_set", subject: &email, detail }).await?;
        write.commit().await?;
        Ok(is_new)
    }
}
