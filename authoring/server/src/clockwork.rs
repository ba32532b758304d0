//! What happens by itself: deliveries, looks at tickets, guides that end, new signatures. One round after another, as long as the server serves.
//!
//! Every round can be cut off anywhere: what was begun and not written down is done again, by this server or another one.

use std::time::Duration;

use tokio::time::timeout;

use crate::app::App;
use crate::desk::{carry, look};
use crate::refusal::Refusal;
use crate::releases::{expiry, renew};
use crate::store::Kind;

/// Longest pause between two rounds, in milliseconds.
const PAUSE_MS: i64 = 15_000;

/// Goes round until it is dropped.
pub(crate) async fn run(app: App) {
    // A folder belongs to one server at a time: whoever held a lease in it is gone.
    if app.store.kind() == Kind::Sqlite {
        tell(carry::end_leases(&app).await);
    }
    loop {
        tell(tick(&app).await);
        let next = carry::next_due_ms(&app).await.ok().flatten();
        let pause = next.map_or(PAUSE_MS, |next| next - app.clock.now_ms()).clamp(50, PAUSE_MS);
        // Whichever comes first.
        let _ = timeout(Duration::from_millis(pause.unsigned_abs()), app.bell.notified()).await;
    }
}

/// One round.
pub(crate) async fn tick(app: &App) -> Result<(), Refusal> {
    carry::carry_due(app).await?;
    look::look_due(app).await?;
    expiry::expire_due(app).await?;
    renew::renew_due(app).await?;
    look::forget(app).await
}

/// A round that failed is told in the log, where the refusal was made; the next one tries again.
fn tell(done: Result<(), Refusal>) {
    if let Err(refusal) = done {
        eprintln!("lotse-server: a round was not finished: {}", refusal.english);
    }
}
