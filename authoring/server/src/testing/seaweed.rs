//! A real S3-compatible store for tests: SeaweedFS, which asks for signed requests and keeps what it is given in a folder of its own.

use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::config::BucketConfig;

/// Where `cargo xtask setup` puts it.
const PROGRAM: &str = "target/lotse/python/bin/weed";
/// The bucket that is there from the beginning.
const BUCKET: &str = "lotse";
/// Id and secret of the one key that it knows.
const KEY: (&str, &str) = ("tests", "only for tests");
/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);
/// Its parts, each with a port.
const PARTS: [&str; 8] = [
    "master.port",
    "master.port.grpc",
    "volume.port",
    "volume.port.grpc",
    "filer.port",
    "filer.port.grpc",
    "s3.port",
    "s3.port.grpc",
];

/// A running SeaweedFS; ended when dropped, and its folder removed.
#[derive(Debug)]
pub struct Seaweed {
    program: PathBuf,
    folder: tempfile::TempDir,
    ports: Vec<u16>,
    process: Child,
}

impl Seaweed {
    /// Starts one. `None` where it is not installed.
    ///
    /// # Errors
    /// When it is installed and does not start.
    pub fn start() -> io::Result<Option<Self>> {
        let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(PROGRAM);
        if !program.is_file() {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let (id, secret) = KEY;
        let identity = format!(
            r#"{{"identities":[{{"name":"tests","credentials":[{{"accessKey":"{id}","secretKey":"{secret}"}}],"actions":["Admin"]}}]}}"#
        );
        std::fs::write(folder.path().join("s3.json"), identity)?;
        std::fs::create_dir(folder.path().join("data"))?;
        let taken: Vec<TcpListener> =
            PARTS.iter().map(|_| TcpListener::bind("127.0.0.1:0")).collect::<io::Result<_>>()?;
        let ports = taken.iter().map(|one| Ok(one.local_addr()?.port())).collect::<io::Result<Vec<u16>>>()?;
        drop(taken);
        let process = spawn(&program, folder.path(), &ports)?;
        // From here on, whatever goes wrong, it is ended.
        let running = Seaweed { program, folder, ports, process };
        running.wait()?;
        running.shell(&format!("s3.bucket.create -name {BUCKET}\n"))?;
        Ok(Some(running))
    }

    /// Its address.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port("s3.port"))
    }

    /// A folder of its bucket, as a server's setting.
    #[must_use]
    pub fn bucket(endpoint: &str, folder: &str) -> BucketConfig {
        let (id, secret) = KEY;
        BucketConfig {
            address: format!("s3://{BUCKET}/{folder}"),
            endpoint: Some(endpoint.to_owned()),
            credentials: Some((id.to_owned(), secret.to_owned())),
        }
    }

    /// Ends it; what it was given stays.
    ///
    /// # Errors
    /// When it cannot be ended.
    pub fn stop(&mut self) -> io::Result<()> {
        // Asked, so that it writes down what it has only in memory.
        let _ = Command::new("kill").args(["-INT", &self.process.id().to_string()]).status()?;
        self.process.wait().map(drop)
    }

    /// Starts it again after [`Seaweed::stop`].
    ///
    /// # Errors
    /// When it does not start.
    pub fn start_again(&mut self) -> io::Result<()> {
        self.process = spawn(&self.program, self.folder.path(), &self.ports)?;
        self.wait()
    }

    fn port(&self, part: &str) -> u16 {
        PARTS
            .iter()
            .zip(&self.ports)
            .find_map(|(name, port)| (*name == part).then_some(*port))
            .unwrap_or_default()
    }

    fn wait(&self) -> io::Result<()> {
        let started = Instant::now();
        // It asks for signatures, and has a place for what it is given.
        let is_up = || {
            self.said("s3.port", "/").contains(" 403 ")
                && self.said("master.port", "/dir/assign").contains("\"fid\"")
        };
        while !is_up() {
            if started.elapsed() > PATIENCE {
                return Err(io::Error::other(std::fs::read_to_string(self.folder.path().join("log"))?));
            }
            std::thread::sleep(Duration::from_millis(200));
        }
        Ok(())
    }

    /// What one of its parts answers; nothing while it is not there.
    fn said(&self, part: &str, path: &str) -> String {
        let ask = || -> io::Result<String> {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port(part)))?;
            stream.set_read_timeout(Some(Duration::from_secs(5)))?;
            write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        ask().unwrap_or_default()
    }

    fn shell(&self, line: &str) -> io::Result<()> {
        let mut shell = Command::new(&self.program)
            .arg("shell")
            .arg(format!("-master=127.0.0.1:{}.{}", self.port("master.port"), self.port("master.port.grpc")))
            .arg(format!("-filer=127.0.0.1:{}.{}", self.port("filer.port"), self.port("filer.port.grpc")))
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        if let Some(mut input) = shell.stdin.take() {
            input.write_all(line.as_bytes())?;
        }
        if shell.wait()?.success() { Ok(()) } else { Err(io::Error::other("no bucket was made")) }
    }
}

impl Drop for Seaweed {
    fn drop(&mut self) {
        // Its folder goes with it: there is nothing to be written down.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(program: &Path, folder: &Path, ports: &[u16]) -> io::Result<Child> {
    let log = std::fs::File::create(folder.join("log"))?;
    let mut command = Command::new(program);
    command.arg("server").arg(format!("-dir={}", folder.join("data").display()));
    command.arg(format!("-s3.config={}", folder.join("s3.json").display()));
    command.args(["-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-filer", "-s3", "-master.telemetry=false"]);
    command.args(["-master.volumeSizeLimitMB=16", "-volume.max=8"]);
    // Catalogues that we do not use, at ports that are always the same: two stores at once would be in each other's way.
    command.args(["-s3.port.iceberg=0", "-s3.port.lance=0"]);
    for (part, port) in PARTS.iter().zip(ports) {
        command.arg(format!("-{part}={port}"));
    }
    command.current_dir(folder).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()
}
