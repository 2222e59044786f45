//! The server: a port of this machine, and the connections to it.
//!
//! In: the stage and the options. Out: a server that runs in threads of its own until it is stopped. HTTP is hyper's; what stands here is how
//! much a client may take, so that a slow, greedy or broken one keeps nobody else out.

use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::middleware::from_fn_with_state;
use axum::routing::get;
use hyper::server::conn::http1::{self, Parts};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use super::stage::Stage;
use super::{Limits, Options, address, answer, guard, live};
use crate::diag::Broken;

/// Where the search for a free port begins, and how many are tried before any port will do.
const FIRST_PORT: u16 = 4000;
const TRIED_PORTS: u16 = 100;

/// The longest head of a request that is read, in bytes. Longer than the longest path that HTTP's library takes, so that one has its own answer.
const HEAD: usize = 128 * 1024;
/// How many connections beyond the limit are told so; those beyond these are closed.
const TOLD: usize = 16;
/// How long to wait when the system gives no connection, as when too many files are open.
const PAUSE: Duration = Duration::from_millis(50);
/// How long an answer that is on its way may take when the server stops.
const FAREWELL: Duration = Duration::from_millis(200);

/// A server that runs. It stops when this is dropped.
pub struct Running {
    stage: Stage,
    port: u16,
    /// Taken when the server stops.
    runtime: Option<Runtime>,
}

impl Running {
    /// The address of the site, as a person types it. It changes with the path that the site stands at.
    #[must_use]
    pub fn address(&self) -> String {
        let path = address::link(self.stage.scene().base_path(), "");
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The address of the page that says of every text whether it is on the site, and why.
    #[must_use]
    pub fn status_address(&self) -> String {
        format!("http://127.0.0.1:{}{}", self.port, answer::STATUS)
    }

    /// Stops: at once, whatever is open. The port is free afterwards.
    pub fn stop(mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_timeout(FAREWELL);
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

/// Starts to serve what is on the stage, to this machine alone.
///
/// # Errors
/// When the port is taken, or the system gives none.
pub fn start(stage: Stage, options: &Options) -> Result<Running, Broken> {
    let listener = listen(options.port)?;
    let broken = |cause| Broken { act: "start", path: "the preview server".to_owned(), cause };
    let port = listener.local_addr().map_err(broken)?.port();
    listener.set_nonblocking(true).map_err(broken)?;
    let runtime =
        Builder::new_multi_thread().worker_threads(2).thread_name("serve").enable_all().build().map_err(broken)?;
    let rooms = rooms(stage.clone(), port);
    let limits = options.limits.clone();
    runtime.spawn(async move {
        // The listener can only be refused by a runtime without a network, and this one has it.
        if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
            accept(listener, rooms, limits).await;
        }
    });
    Ok(Running { stage, port, runtime: Some(runtime) })
}

fn listen(port: Option<u16>) -> Result<TcpListener, Broken> {
    let at = |port: u16| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    match port {
        Some(port) => at(port).map_err(|cause| taken(port, cause)),
        None => (FIRST_PORT..FIRST_PORT + TRIED_PORTS)
            .find_map(|port| at(port).ok())
            .map_or_else(|| at(0), Ok)
            .map_err(|cause| taken(FIRST_PORT, cause)),
    }
}

fn taken(port: u16, cause: io::Error) -> Broken {
    let remedy = match cause.kind() {
        ErrorKind::AddrInUse => "another program uses it; choose another with --port, or leave --port out",
        ErrorKind::PermissionDenied => {
            "this system does not give it to you; choose one above 1023 with --port, or leave --port out"
        }
        _ => return Broken { act: "open", path: format!("port {port}"), cause },
    };
    Broken { act: "open", path: format!("port {port}"), cause: io::Error::new(cause.kind(), remedy) }
}

/// What is served where.
fn rooms(stage: Stage, port: u16) -> Router {
    Router::new()
        .route(live::EVENTS, get(live::events))
        .route(live::SCRIPT, get(live::script))
        .route(answer::STATUS, get(answer::status))
        .fallback(answer::answer)
        .layer(from_fn_with_state(port, guard::guard))
        .with_state(stage)
}

async fn accept(listener: tokio::net::TcpListener, rooms: Router, limits: Limits) {
    let full =
        Router::new().fallback(|| async { (StatusCode::SERVICE_UNAVAILABLE, "too many connections are open\n") });
    let seats = Arc::new(Semaphore::new(limits.connections));
    let standing = Arc::new(Semaphore::new(TOLD));
    let patience = limits.patience;
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(PAUSE).await;
            continue;
        };
        if let Ok(seat) = Arc::clone(&seats).try_acquire_owned() {
            let rooms = rooms.clone();
            tokio::spawn(async move {
                talk(stream, rooms, patience, true).await;
                drop(seat);
            });
        } else if let Ok(place) = Arc::clone(&standing).try_acquire_owned() {
            let full = full.clone();
            tokio::spawn(async move {
                // A client that is slow about it is closed.
                drop(timeout(patience, talk(stream, full, patience, false)).await);
                drop(place);
            });
        }
    }
}

/// What is said to a client that takes too long to ask: the one answer that the HTTP library leaves to others. RFC 9110, section 15.5.9.
const TOO_SLOW: &[u8] = b"HTTP/1.1 408 Request Timeout\r\nconnection: close\r\ncontent-length: 0\r\n\r\n";

/// Serves one connection until either side ends it. What goes wrong with it concerns nobody else.
async fn talk(stream: TcpStream, rooms: Router, patience: Duration, again: bool) {
    // Without it an event may wait for the answer to the one before; it is only slower then.
    drop(stream.set_nodelay(true));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience).max_buf_size(HEAD).keep_alive(again);
    let mut connection = http.serve_connection(TokioIo::new(stream), TowerToHyperService::new(rooms));
    let ended = std::future::poll_fn(|context| connection.poll_without_shutdown(context)).await;
    let Parts { io, read_buf, .. } = connection.into_parts();
    let mut stream = io.into_inner();
    // One that has not begun to ask is only idle.
    if ended.is_err_and(|error| error.is_timeout()) && !read_buf.is_empty() {
        drop(stream.write_all(TOO_SLOW).await);
    }
    drop(stream.shutdown().await);
}
