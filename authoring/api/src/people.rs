//! Who is signed in, members and roles, tokens.
//!
//! | route | body | answer |
//! |---|---|---|
//! | `GET /session` | | [`Session`] |
//! | `POST /setup` | [`Setup`] | [`Session`] |
//! | `POST /sign-in` | [`SignIn`] | [`Session`] |
//! | `GET /oidc/start` | | 303 to the provider, which leads back to `GET /oidc/callback` |
//! | `POST /sign-out` | | 204 |
//! | `POST /password` | [`NewPassword`] | 204 |
//! | `GET /projects/{project}/members` | | list of [`Member`] |
//! | `PUT /projects/{project}/members` | [`Invite`] | [`Member`] |
//! | `DELETE /projects/{project}/members/{user}` | | 204 |
//! | `GET /projects/{project}/tokens` | | list of [`Token`] |
//! | `POST /projects/{project}/tokens` | [`NewToken`] | [`Token`] with its secret, this once |
//! | `DELETE /projects/{project}/tokens/{token}` | | 204 |

use crate::wire;

wire! {
    /// What the studio must know first. Answered to everybody.
    pub struct Session {
        /// Who is signed in.
        pub user: Option<User>,
        /// Nobody has an account yet: [`Setup`] comes first.
        pub needs_setup: bool,
        /// For [`crate::CSRF_HEADER`].
        pub csrf: String,
        /// Name of the OpenID Connect provider, for the button; its way in is `GET /oidc/start`.
        pub provider: Option<String>,
        /// The projects of this person.
        pub projects: Vec<Membership>,
    }

    /// A person.
    pub struct User {
        /// Id.
        pub id: String,
        /// Name.
        pub name: String,
        /// Address.
        pub email: String,
    }

    /// A project, and what this person is in it.
    pub struct Membership {
        /// Id of the project.
        pub project: String,
        /// Its name.
        pub name: String,
        /// The role there.
        pub role: Role,
    }

    /// What somebody may do in a project; each may also do what those before may.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum Role {
        /// Writes guides and sends them to review.
        Author,
        /// Approves and sends back.
        Reviewer,
        /// Publishes and rolls back.
        Publisher,
        /// Settings, members, tokens, keys.
        Admin,
    }

    /// The first account. The code stands in the server's log and works once.
    pub struct Setup {
        /// The one-time code.
        pub code: String,
        /// Name.
        pub name: String,
        /// Address.
        pub email: String,
        /// Password, 12 characters or more.
        pub password: String,
        /// Id of the first project.
        pub project: String,
        /// Its default language.
        pub language: String,
    }

    /// Signing in with a local account.
    pub struct SignIn {
        /// Address.
        pub email: String,
        /// Password.
        pub password: String,
    }

    /// Changing one's own password.
    pub struct NewPassword {
        /// The old one.
        pub old: String,
        /// The new one.
        pub new: String,
    }

    /// A member of a project.
    pub struct Member {
        /// Who.
        pub user: User,
        /// What.
        pub role: Role,
    }

    /// Makes somebody a member, or changes the role. Without an account, a password makes one.
    pub struct Invite {
        /// Address.
        pub email: String,
        /// Name, for a new account.
        pub name: Option<String>,
        /// First password, for a new account.
        pub password: Option<String>,
        /// What.
        pub role: Role,
    }

    /// A token for programs.
    pub struct Token {
        /// Id.
        pub id: String,
        /// What it is for.
        pub name: String,
        /// What it may do.
        pub role: Role,
        /// When it ends, in milliseconds since 1970.
        pub expires_ms: Option<i64>,
        /// When it was last used.
        pub used_ms: Option<i64>,
        /// The secret (`Authorization: Bearer …`); only in the answer that made it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub secret: Option<String>,
    }

    /// A token to be made.
    pub struct NewToken {
        /// What it is for.
        pub name: String,
        /// What it may do; not more than who makes it.
        pub role: Role,
        /// How long it holds, in days.
        pub days: Option<u32>,
    }
}
