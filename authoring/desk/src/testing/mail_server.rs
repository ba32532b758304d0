//! Exim as Debian ships it, with a folder that takes every mail.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use super::{end, free_port, until_listening};

/// Where Debian puts it.
const SERVER: &str = "/usr/sbin/exim4";
/// The account that delivers.
const ACCOUNT: &str = "Debian-exim";
/// How long a mail may take from the server's yes to the folder.
const PATIENCE: Duration = Duration::from_secs(20);

/// A running mail server; ended when dropped, and its folder removed.
#[derive(Debug)]
pub struct MailServer {
    process: Child,
    folder: tempfile::TempDir,
    /// Where it listens: `127.0.0.1:port`.
    pub host: String,
    /// Where it begins with TLS at once; the same as `host` without [`Certificate`].
    pub port_at_once: u16,
}

/// What an encrypted server shows, both as PEM.
#[derive(Clone, Copy, Debug)]
pub struct Certificate<'a> {
    /// The certificate.
    pub certificate: &'a str,
    /// Its private key.
    pub key: &'a str,
}

/// Name and password that an encrypted server asks for.
pub const LOGIN: (&str, &str) = ("lotse", "only for tests");

impl MailServer {
    /// Starts one. `None` where it is not installed, or this is not root, which it needs to deliver under an account of its own.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start() -> io::Result<Option<Self>> {
        Self::start_with(None)
    }

    /// The same with TLS: on one port at once, on the other by STARTTLS; it takes mail from whoever signs in by [`LOGIN`], encrypted.
    ///
    /// # Errors
    /// As [`MailServer::start`].
    pub fn start_encrypted(certificate: Certificate<'_>) -> io::Result<Option<Self>> {
        Self::start_with(Some(certificate))
    }

    fn start_with(certificate: Option<Certificate<'_>>) -> io::Result<Option<Self>> {
        let is_root = Command::new("id").arg("-u").output()?.stdout.starts_with(b"0\n");
        if !Path::new(SERVER).is_file() || !is_root {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let port = free_port()?;
        let port_at_once = if certificate.is_some() { free_port()? } else { port };
        for name in ["spool", "mail"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        let (plain, encrypted) = (plain(folder.path(), port), encrypted(folder.path(), port, port_at_once));
        let settings = if certificate.is_some() { encrypted } else { plain };
        std::fs::write(folder.path().join("exim.conf"), settings)?;
        if let Some(Certificate { certificate, key }) = certificate {
            std::fs::write(folder.path().join("spool/certificate.pem"), certificate)?;
            std::fs::write(folder.path().join("spool/key.pem"), key)?;
        }
        let given = Command::new("chown")
            .args(["-R", ACCOUNT])
            .args([folder.path().join("spool"), folder.path().join("mail")])
            .status()?;
        let opened = Command::new("chmod").arg("755").arg(folder.path()).status()?;
        if !given.success() || !opened.success() {
            return Err(io::Error::other("the folders cannot be given to the mail server's account"));
        }
        let mut process = Command::new(SERVER)
            .arg("-bdf")
            .arg("-C")
            .arg(folder.path().join("exim.conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Err(error) = until_listening(&mut process, port) {
            end(&mut process);
            return Err(error);
        }
        Ok(Some(MailServer { process, folder, host: format!("127.0.0.1:{port}"), port_at_once }))
    }

    /// Everything that was delivered, once there are `count` mails.
    ///
    /// # Errors
    /// When there are not as many in time.
    pub fn mails(&self, count: usize) -> io::Result<Vec<String>> {
        let started = Instant::now();
        loop {
            let files: Vec<PathBuf> = match std::fs::read_dir(self.folder.path().join("mail/new")) {
                Ok(files) => files.map(|file| file.map(|file| file.path())).collect::<io::Result<_>>()?,
                Err(_) => Vec::new(),
            };
            if files.len() >= count {
                return files.iter().map(std::fs::read_to_string).collect();
            }
            if started.elapsed() > PATIENCE {
                return Err(io::Error::other(format!("{} of {count} mails arrived", files.len())));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        end(&mut self.process);
    }
}

fn plain(folder: &Path, port: u16) -> String {
    settings(folder, &format!("daemon_smtp_ports = {port}\ntls_advertise_hosts ="), "  accept", "")
}

/// Nobody signs in, and nothing is taken, before it is encrypted.
fn encrypted(folder: &Path, port: u16, port_at_once: u16) -> String {
    let at = folder.display();
    let (name, password) = LOGIN;
    let own = format!(
        "daemon_smtp_ports = {port} : {port_at_once}
tls_on_connect_ports = {port_at_once}
tls_advertise_hosts = *
tls_certificate = {at}/spool/certificate.pem
tls_privatekey = {at}/spool/key.pem"
    );
    let signs_in = format!(
        "begin authenticators
login:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = ${{if def:tls_in_cipher}}
  server_condition = ${{if and{{{{eq{{$auth2}}{{{name}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}
  server_set_id = $auth2
"
    );
    settings(folder, &own, "  accept\n    authenticated = *\n    encrypted = *", &signs_in)
}

fn settings(folder: &Path, own: &str, takes: &str, more: &str) -> String {
    let folder = folder.display();
    format!(
        "primary_hostname = desk.test
spool_directory = {folder}/spool
log_file_path = {folder}/spool/%slog
{own}
local_interfaces = <; 127.0.0.1
keep_environment =
domainlist local_domains = *
acl_smtp_rcpt = takes
acl_smtp_data = takes
host_lookup =
rfc1413_query_timeout = 0s
begin acl
takes:
{takes}
begin routers
all:
  driver = accept
  transport = box
begin transports
box:
  driver = appendfile
  directory = {folder}/mail
  maildir_format
  user = {ACCOUNT}
  create_directory
{more}"
    )
}
