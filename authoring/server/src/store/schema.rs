//! The tables, as migrations. A migration that was released is never changed.

use std::borrow::Cow;

use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::Kind;

/// All migrations in their order.
const MIGRATIONS: &[(&str, &str)] = &[
    ("first", include_str!("first.sql")),
    ("second", include_str!("second.sql")),
    ("third", include_str!("third.sql")),
    ("problems", include_str!("problems.sql")),
    ("help", include_str!("help.sql")),
    ("checklists", include_str!("checklists.sql")),
];

/// The migrations for a database.
pub(super) fn migrator(kind: Kind) -> Migrator {
    let migration = |(number, (name, text)): (i64, &(&'static str, &'static str))| {
        // The one type that they do not share.
        let text = match kind {
            Kind::Sqlite => text.replace("BYTEA", "BLOB"),
            Kind::Postgres => (*text).to_owned(),
        };
        let text = AssertSqlSafe(text).into_sql_str();
        Migration::new(number, Cow::Borrowed(name), MigrationType::Simple, text, false)
    };
    Migrator::with_migrations((1..).zip(MIGRATIONS).map(migration).collect())
}
