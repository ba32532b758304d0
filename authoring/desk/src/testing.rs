//! Real systems for tests: Request Tracker 5 and the mail server Exim, each in a folder of its own on a loopback port.

mod mail_server;
mod request_tracker;

use std::io;
use std::net::TcpStream;
use std::process::Child;
use std::time::{Duration, Instant};

pub use mail_server::{Certificate, LOGIN, MailServer};
pub use request_tracker::RequestTracker;

/// How long a system may take to start.
const PATIENCE: Duration = Duration::from_secs(90);

/// A port that nobody listens on at the moment.
fn free_port() -> io::Result<u16> {
    Ok(std::net::TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// Waits until somebody listens.
fn until_listening(process: &mut Child, port: u16) -> io::Result<()> {
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        if let Some(ended) = process.try_wait()? {
            return Err(io::Error::other(format!("ended before it listened: {ended}")));
        }
        if started.elapsed() > PATIENCE {
            return Err(io::Error::other("does not start"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

/// Ends a process; while dropping there is nobody to tell.
fn end(process: &mut Child) {
    let _ = process.kill();
    let _ = process.wait();
}
