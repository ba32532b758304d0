//! Hostile markup through the real SDK: a sample of what `cargo xtask soak hostile-markup` shows in full.

use anyhow::{Result, ensure};
use lotse_tests::browser::ALL;
use lotse_tests::case;
use lotse_tests::case::Case;
use lotse_tests::page::Page;
use lotse_tests::payloads::{payloads, run};
use lotse_tests::skip::Skip;

/// Every test of this file.
pub const CASES: &[Case] = &[case!(ALL, nothing_executes).within(300)];

/// How many strings, and from which on.
const SAMPLE: (usize, usize) = (150, 7);

async fn nothing_executes(page: &Page) -> Result<()> {
    let Some(texts) = payloads(page.place(), Some(SAMPLE))? else {
        return Err(Skip::because("../shared/corpora/hostile-markup is not there").into());
    };
    // The control breaks things on purpose.
    page.allow("");
    let counts = run(page, &texts).await?;
    println!("          {}: {counts:?}", page.browser());
    ensure!(counts.faults == 0, "{counts:?}");
    ensure!(counts.shown + counts.unused == counts.tried, "not all were shown: {counts:?}");
    ensure!(counts.shown * 2 >= counts.tried, "too few are shown: {counts:?}");
    // Without this, the test may simply be deaf.
    ensure!(counts.control * 10 >= counts.tried, "the stock renderer executes too few: {counts:?}");
    Ok(())
}
