//! `cargo xtask pictures`: the pictures of README and docs, made again from the running demo.

use std::process::ExitCode;

use anyhow::Result;
use lotse_tests::place::Place;

use crate::{demo, setup};

/// Makes them.
pub async fn run(place: &Place) -> Result<ExitCode> {
    setup::for_browsers(place).await?;
    demo::build(place).await?;
    Ok(ExitCode::SUCCESS)
}
