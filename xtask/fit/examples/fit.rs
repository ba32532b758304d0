//! Development loop.
fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "target/locator-fit".into());
    let fitted = lotse_fit::run(std::path::Path::new(&folder))?;
    std::fs::write(std::path::Path::new(&folder).join("weights.rs"), &fitted.source)?;
    std::fs::write(std::path::Path::new(&folder).join("weights.md"), &fitted.document)?;
    print!("{}", fitted.table);
    Ok(())
}
