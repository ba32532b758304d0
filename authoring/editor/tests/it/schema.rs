//! The JSON Schema of `project.json` is checked in, for editors that complete and check while typing.

use lotse_editor::project::Project;
use lotse_model::schema::document;

#[test]
fn the_schema_of_settings_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/project.schema.json");
    let wanted = document::<Project>("Settings of a Lotse project").write_pretty();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &wanted).unwrap();
    }
    let there = std::fs::read_to_string(path).unwrap_or_default();
    assert!(there == wanted, "run `UPDATE=1 cargo test -p lotse-editor --test it schema`");
}
