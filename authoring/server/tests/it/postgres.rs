//! The same tests on a real PostgreSQL, started here in a folder of its own.
//!
//! One test starts it and runs this test program again with its address; every test there makes a database of its own.

use std::process::Command;

use lotse_server::testing::Postgres;
use sqlx::Connection as _;

/// Tells the tests of the inner run where the database is.
pub const ADDRESS: &str = "LOTSE_TEST_DATABASE";

/// Makes an empty database beside the one that the address names.
pub async fn new_database(address: &str) -> String {
    let name = format!("test_{}_{}", std::process::id(), unique());
    let mut connection = sqlx::PgConnection::connect(&format!("{address}postgres")).await.unwrap();
    let text = sqlx::AssertSqlSafe(format!("create database {name}"));
    sqlx::query(text).execute(&mut connection).await.unwrap();
    format!("{address}{name}")
}

pub fn unique() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[test]
fn everything_holds_on_postgresql() {
    if std::env::var_os(ADDRESS).is_some() {
        return;
    }
    let Some(postgres) = Postgres::start().unwrap() else {
        crate::fixture::skipped(
            "postgres::everything_holds_on_postgresql",
            "PostgreSQL 15 is not installed (cargo xtask setup)",
        );
        return;
    };
    let inner = Command::new(std::env::current_exe().unwrap())
        .args(["--test-threads", "4", "--skip", "everything_holds"])
        .env(ADDRESS, postgres.address(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&inner.stdout);
    assert!(inner.status.success(), "{said}\n{}", String::from_utf8_lossy(&inner.stderr));
    let passed: usize = said
        .split("test result: ok. ")
        .nth(1)
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|count| count.parse().ok())
        .unwrap();
    assert!(passed > 25, "only {passed} tests ran:\n{said}");
}
