//! Frozen versions of many guides at once: their texts, what was said of them, and when they end.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::store::batch;

/// A version, as publishing needs it.
#[derive(Clone, Debug)]
pub(super) struct Frozen {
    pub(super) source: String,
    pub(super) judged: Judged,
    /// When the guide's time is over; none for ever.
    pub(super) ends_ms: Option<i64>,
}

/// What decides whether a version may go live.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) approves: Option<i64>,
    pub(super) by: Option<String>,
    pub(super) author: String,
    pub(super) writer: String,
    pub(super) needs_second: i64,
}

impl Judged {
    /// Whether it may go live as far as people are concerned; `always` is the project's setting.
    pub(super) fn may_go_live(&self, always: bool) -> bool {
        let is_second = self.by.as_ref().is_some_and(|by| *by != self.author && *by != self.writer);
        self.approves == Some(1) && (is_second || !(always || self.needs_second == 1))
    }
}

type Line = (String, String, Option<i64>, Option<String>, String, String, i64, Option<i64>);

static FROZEN: LazyLock<String> = LazyLock::new(|| {
    format!(
        "select v.guide, v.source, v.approves, v.verdict_by, v.author, v.writer, v.needs_second, e.at_ms from versions v \
         left join expiries e on e.project = v.project and e.guide = v.guide \
         where v.project = $1 and (v.guide, v.version) in (values {})",
        batch::values(&["TEXT", "BIGINT"])
    )
});

/// These versions by guide; those that there are not are missing.
pub(super) async fn frozen(
    scope: &Scope,
    guides: &BTreeMap<String, i64>,
) -> Result<BTreeMap<String, Frozen>, Refusal> {
    let wanted: Vec<(&String, &i64)> = guides.iter().collect();
    let mut connection = scope.app.store.pool().acquire().await?;
    let mut all = BTreeMap::new();
    for batch in batch::batches(&wanted) {
        let mut rows = scope.rows::<Line>(&FROZEN);
        for (guide, version) in batch {
            rows = rows.bind((*guide).clone()).bind(**version);
        }
        for (guide, source, approves, by, author, writer, needs_second, ends_ms) in
            rows.fetch_all(&mut *connection).await?
        {
            let judged = Judged { approves, by, author, writer, needs_second };
            all.insert(guide, Frozen { source, judged, ends_ms });
        }
    }
    Ok(all)
}
