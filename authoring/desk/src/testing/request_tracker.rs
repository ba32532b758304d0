//! Request Tracker 5 as Debian ships it, on SQLite.

use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::{end, free_port, until_listening};

/// Where Debian puts it.
const SERVER: &str = "/usr/share/request-tracker5/libexec/rt-server";
const SETUP: &str = "/usr/sbin/rt-setup-database-5";
/// Makes a token of `root` and prints it.
const TOKEN: &str = "use lib '/usr/local/share/request-tracker5/lib', '/usr/share/request-tracker5/lib';
use RT -init;
my $root = RT::User->new(RT->SystemUser);
$root->Load('root');
my $token = RT::AuthToken->new(RT::CurrentUser->new($root));
my ($ok, $said, $secret) = $token->Create(Owner => $root->Id, Description => 'lotse');
die $said unless $ok;
print $secret;
";

/// A running Request Tracker; ended when dropped, and its folder removed.
#[derive(Debug)]
pub struct RequestTracker {
    process: Child,
    _folder: tempfile::TempDir,
    /// Where it listens: `http://127.0.0.1:port`.
    pub origin: String,
    /// The same without scheme, for the rules of outgoing requests.
    pub host: String,
    /// A token of its `root`.
    pub token: String,
}

impl RequestTracker {
    /// Starts one with the queue `General`. `None` where it is not installed.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start() -> io::Result<Option<Self>> {
        if !Path::new(SERVER).is_file() || !Path::new(SETUP).is_file() {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let port = free_port()?;
        for name in ["conf.d", "mason", "session"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        std::fs::write(folder.path().join("RT_SiteConfig.pm"), settings(folder.path(), port))?;
        succeeded(perl(folder.path()).args([SETUP, "--action", "init", "--skip-create"]))?;
        let token = succeeded(perl(folder.path()).args(["-e", TOKEN]))?;
        let mut process = perl(folder.path())
            .args([SERVER, "--port", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(std::fs::File::create(folder.path().join("log"))?)
            .spawn()?;
        if let Err(error) = until_listening(&mut process, port) {
            end(&mut process);
            let log = std::fs::read_to_string(folder.path().join("log")).unwrap_or_default();
            return Err(io::Error::other(format!("{error}\n{log}")));
        }
        let host = format!("127.0.0.1:{port}");
        Ok(Some(RequestTracker {
            process,
            _folder: folder,
            origin: format!("http://{host}"),
            host,
            token: token.trim().to_owned(),
        }))
    }
}

impl Drop for RequestTracker {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn perl(folder: &Path) -> Command {
    let mut command = Command::new("perl");
    command
        .env("RT_SITE_CONFIG", folder.join("RT_SiteConfig.pm"))
        .env("RT_SITE_CONFIG_DIR", folder.join("conf.d"))
        .current_dir(folder);
    command
}

fn succeeded(command: &mut Command) -> io::Result<String> {
    let output = command.stdin(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
}

fn settings(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "Set($rtname, 'desk.test');
Set($Organization, 'desk.test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.db');
Set($DatabaseUser, '');
Set($DatabasePassword, '');
Set($MailCommand, 'testfile');
Set($SendmailPath, '/bin/true');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
Set($MasonDataDir, '{folder}/mason');
Set($MasonSessionDir, '{folder}/session');
1;
"
    )
}
