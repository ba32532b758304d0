//! A sample of what `cargo xtask soak delivery` does at full count.

use std::process::Command;

use lotse_server::testing::delivery::{Soak, serve_simulated};

/// Tells this program that it is the server that will be killed.
const CHILD: &str = "LOTSE_TEST_SIMULATED";

#[test]
fn the_server_that_is_killed() {
    if std::env::var_os(CHILD).is_some() {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(serve_simulated()).unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_case_is_lost_and_none_is_doubled() {
    let database = match std::env::var(crate::postgres::ADDRESS) {
        Ok(address) => Some(crate::postgres::new_database(&address).await),
        Err(_) => None,
    };
    let program = || {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "soak::the_server_that_is_killed"]).env(CHILD, "1");
        command
    };
    let outcome = Soak { cases: 40, kills: 6, speed: 20_000, database }.run(program).await.unwrap();
    println!("{outcome:?}");
    assert_eq!((outcome.acknowledged, outcome.kills), (40, 6));
    assert_eq!((outcome.lost, outcome.untold, outcome.doubled), (0, 0, 0), "{outcome:?}");
    assert!(outcome.failed > 10 && outcome.days >= 3, "the receiver did fail: {outcome:?}");
}
