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
}

impl MailServer {
    /// Starts one. `None` where it is not installed, or this is not root, which it needs to deliver under an account of its own.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start() -> io::Result<Option<Self>> {
        let is_root = Command::new("id").arg("-u").output()?.stdout.starts_with(b"0\n");
        if !Path::new(SERVER).is_file() || !is_root {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let port = free_port()?;
        for name in ["spool", "mail"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        std::fs::write(folder.path().join("exim.conf"), settings(folder.path(), port))?;
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
        Ok(Some(MailServer { process, folder, host: format!("127.0.0.1:{port}") }))
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

fn settings(folder: &Path, port: u16) -> String {
    let folder = folder.display();
    format!(
        "primary_hostname = desk.test
spool_directory = {folder}/spool
log_file_path = {folder}/spool/%slog
daemon_smtp_ports = {port}
local_interfaces = <; 127.0.0.1
keep_environment =
tls_advertise_hosts =
domainlist local_domains = *
acl_smtp_rcpt = accept_all
acl_smtp_data = accept_all
host_lookup =
rfc1413_query_timeout = 0s
begin acl
accept_all:
  accept
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
"
    )
}
