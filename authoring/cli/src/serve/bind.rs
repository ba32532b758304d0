//! A router on a socket: loopback, the next free port, a stop that lets answers finish.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::host_guard::refuse_foreign_hosts;

/// How many ports above the wanted one are tried.
const PORTS_TRIED: u16 = 100;
/// How long open answers may take after the stop: event streams never end by themselves.
const GRACE: Duration = Duration::from_secs(2);

/// No port could be had.
#[derive(Debug)]
pub struct BindError {
    port: u16,
    cause: std::io::Error,
}

impl fmt::Display for BindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let last = self.port.saturating_add(PORTS_TRIED - 1);
        write!(f, "no free port from {} to {last}: {}; choose another with --port", self.port, self.cause)
    }
}

impl std::error::Error for BindError {}

/// A running server. Dropping it stops it at once; [`Server::stop`] lets answers under way finish.
pub struct Server {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves `router` on 127.0.0.1 and `port`, or the next free port above it; port 0 takes any.
    ///
    /// Requests under host names that are not this machine's are refused (see [`refuse_foreign_hosts`]).
    ///
    /// # Errors
    /// When none of the ports tried can be had.
    pub async fn bind(router: Router, port: u16) -> Result<Self, BindError> {
        Self::bind_on(router, IpAddr::V4(Ipv4Addr::LOCALHOST), port).await
    }

    /// The same on a loopback address of the operator's choice.
    ///
    /// # Errors
    /// When none of the ports tried can be had.
    pub async fn bind_on(router: Router, address: IpAddr, port: u16) -> Result<Self, BindError> {
        let guarded = router.layer(axum::middleware::from_fn(refuse_foreign_hosts));
        Ok(Self::start(listen(address, port).await?, guarded))
    }

    /// Serves `router` on an address of the operator's choice, for a container or another machine to reach.
    ///
    /// # Errors
    /// When none of the ports tried can be had.
    pub async fn bind_publicly(router: Router, address: IpAddr, port: u16) -> Result<Self, BindError> {
        Ok(Self::start(listen(address, port).await?, router))
    }

    /// Serves `router` on a socket that is already bound.
    fn start(listener: Listening, router: Router) -> Self {
        let (stop, stopped) = oneshot::channel::<()>();
        let Listening { listener, address } = listener;
        let task = tokio::spawn(async move {
            let until = async {
                // A dropped sender means the same as a sent stop.
                let _ = stopped.await;
            };
            // The accept loop of axum retries on every error by itself; it ends with the signal only.
            let _ = axum::serve(listener, router).with_graceful_shutdown(until).await;
        });
        Self { address, stop: Some(stop), task }
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// `http://address`, without a closing slash.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Takes no new requests and waits for answers under way, for two seconds at most.
    pub async fn stop(mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        if tokio::time::timeout(GRACE, &mut self.task).await.is_err() {
            self.task.abort();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A socket for a server that runs itself: on `port`, or the next free one above it; port 0 takes any.
///
/// # Errors
/// When none of the ports tried can be had.
pub async fn listen_on(address: IpAddr, port: u16) -> Result<TcpListener, BindError> {
    Ok(listen(address, port).await?.listener)
}

struct Listening {
    listener: TcpListener,
    address: SocketAddr,
}

async fn listen(ip: IpAddr, port: u16) -> Result<Listening, BindError> {
    let mut tried = port;
    loop {
        let bound = TcpListener::bind((ip, tried)).await.and_then(|listener| {
            let address = listener.local_addr()?;
            Ok(Listening { listener, address })
        });
        match bound {
            Ok(listening) => return Ok(listening),
            Err(cause) => match tried.checked_add(1) {
                Some(next) if port != 0 && next - port < PORTS_TRIED => tried = next,
                _ => return Err(BindError { port, cause }),
            },
        }
    }
}
