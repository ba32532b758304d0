//! `lotse user`: accounts, made on the machine of the server.

use std::io;
use std::process::ExitCode;

use lotse_api::people::Role;
use lotse_server::operator::NewMember;

use super::block_on;
use super::store::StoreArguments;
use crate::language::Language;

/// Accounts of a server, on its own machine.
#[derive(Debug, clap::Args)]
pub struct User {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(Add),
}

/// Makes an account and a member of a project; sets the password anew where there is an account.
///
/// The password is read from standard input, as its first line. Exit codes: 0 done, 2 something is not acceptable, or the
/// database cannot be opened.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Address to sign in with.
    #[arg(value_name = "EMAIL")]
    pub email: String,
    /// Name; the address when not given.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Project; made when it is not there.
    #[arg(long, value_name = "ID")]
    pub project: String,
    /// Default language of a project that is made.
    #[arg(long, value_name = "TAG", default_value = "en")]
    pub language: String,
    /// Role in the project.
    #[arg(long, value_enum, default_value_t = RoleName::Author)]
    pub role: RoleName,
    /// Keep the password of an account that is there: nothing is read.
    #[arg(long)]
    pub keep_password: bool,
    /// Where the data lies.
    #[command(flatten)]
    pub store: StoreArguments,
}

/// Roles by name.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum RoleName {
    /// Writes guides and sends them to review.
    Author,
    /// Approves and sends back.
    Reviewer,
    /// Publishes and rolls back.
    Publisher,
    /// Settings, members, tokens, keys.
    Admin,
}

/// Runs the command.
#[must_use]
pub fn run(arguments: &User, language: Language) -> ExitCode {
    match &arguments.command {
        Command::Add(arguments) => block_on(add(arguments, language)),
    }
}

async fn add(arguments: &Add, language: Language) -> Result<ExitCode, String> {
    let password = if arguments.keep_password { None } else { Some(first_line()?) };
    let server = arguments.store.open().await?;
    let member = NewMember {
        email: &arguments.email,
        name: arguments.name.as_deref(),
        password: password.as_deref(),
        project: &arguments.project,
        language: &arguments.language,
        role: match arguments.role {
            RoleName::Author => Role::Author,
            RoleName::Reviewer => Role::Reviewer,
            RoleName::Publisher => Role::Publisher,
            RoleName::Admin => Role::Admin,
        },
    };
    let added = server.add_member(member).await;
    server.close().await;
    let is_new = added.map_err(|refusal| language.pick(refusal.german, refusal.english))?;
    let words = if is_new {
        language.pick("Konto angelegt.", "Account made.")
    } else {
        language.pick("Konto war schon da; Rolle gesetzt.", "The account was there already; role set.")
    };
    println!("{words}");
    Ok(ExitCode::SUCCESS)
}

fn first_line() -> Result<String, String> {
    let mut line = String::new();
    io::stdin().read_line(&mut line).map_err(|error| error.to_string())?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
