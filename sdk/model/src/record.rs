//! Records: what is reported of sessions. An allow-list: nothing else ever leaves a page.
//!
//! A record holds ids of the guide, words of the lists below and coarse spans of time. Absent on purpose: addresses, page
//! text, typed values, names, exact times. The receiver stores each record id once, however often it arrives.

use crate::basic::{AnswerId, GuideId, StepId};
use crate::guide::Offer;
use crate::step::Outcome;

/// Most records of one batch.
pub const MAX_BATCH_RECORDS: usize = 100;
/// Largest batch, in bytes of its JSON.
pub const MAX_BATCH_BYTES: usize = 64 * 1024;

crate::wire! {
    /// What the transport delivers at once.
    struct Batch {
        /// Schema version of the records.
        schema: u32,
        /// The records, in the order in which they were made.
        records: Vec<Record>,
    }

    /// One reported fact.
    struct Record {
        /// Unique, 32 hex digits.
        id: String,
        /// The session, 32 hex digits; a new one for every run of a guide. Absent for what belongs to none.
        session: Option<String>,
        /// Release that the guide came from.
        release: i64,
        /// The fact.
        event: UsageEvent,
    }

    /// The facts that are reported.
    enum UsageEvent {
        /// A guide was offered: the offer has been painted.
        GuideOffered = "guide_offered" {
            /// The guide.
            guide: GuideId,
            /// How.
            offer: Offer,
        },
        /// An offer was declined.
        GuideDeclined = "guide_declined" {
            /// The guide.
            guide: GuideId,
            /// Not to be offered again.
            is_for_good: bool,
        },
        /// A guide has begun.
        GuideStarted = "guide_started" {
            /// The guide.
            guide: GuideId,
            /// What began it.
            by: StartedBy,
        },
        /// A guide was wanted and could not be had.
        GuideUnavailable = "guide_unavailable" {
            /// The guide.
            guide: GuideId,
            /// Diagnostic code.
            code: String,
        },
        /// A step's card was painted.
        StepShown = "step_shown" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// Which of target (0) and alternatives (1, 2, ...) it pointed at; absent when at none.
            choice: Option<u32>,
        },
        /// A step was done.
        StepDone = "step_done" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// What made it done.
            how: DoneBy,
            /// The answer, when it was a question.
            answer: Option<AnswerId>,
            /// How long it took since it began.
            took: Span,
        },
        /// A step was passed over.
        StepSkipped = "step_skipped" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// Why.
            why: SkipReason,
        },
        /// The target of a step was not found in time.
        TargetMissing = "target_missing" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// Why.
            reason: MissingWord,
            /// Whether it had been found before and has vanished.
            was_found: bool = false,
        },
        /// What the target says no longer fits; a second look over the whole page has found it.
        TargetRetraced = "target_retraced" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// What it was found by and what would be recorded of it now, as `lotse-retrace` writes it; no values.
            evidence: Option<String>,
        },
        /// A check has chosen a path.
        CheckDecided = "check_decided" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// The result.
            result: Verdict,
        },
        /// A button with an action was pressed.
        ActionUsed = "action_used" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// Its place among the step's actions, counted from 0.
            action: u32,
        },
        /// The user went back.
        WentBack = "went_back" {
            /// The guide.
            guide: GuideId,
            /// The step that was left.
            step: StepId,
            /// The step that was returned to.
            to: StepId,
        },
        /// The user wanted to go back, and the page could not be brought into the state it would take.
        BackRefused = "back_refused" {
            /// The guide.
            guide: GuideId,
            /// The step where this happened.
            step: StepId,
        },
        /// The session was put aside.
        Paused = "paused" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
        },
        /// The session was taken up again.
        Resumed = "resumed" {
            /// The guide.
            guide: GuideId,
            /// The step.
            step: StepId,
            /// In which way.
            how: ResumedBy,
        },
        /// A guide has reached an end.
        GuideEnded = "guide_ended" {
            /// The guide.
            guide: GuideId,
            /// How.
            outcome: Outcome,
            /// How long it took since the session began.
            took: Span,
        },
        /// A session was given up before its end.
        GuideAbandoned = "guide_abandoned" {
            /// The guide.
            guide: GuideId,
            /// Where.
            step: StepId,
            /// Why.
            why: AbandonReason,
        },
        /// What the user says: did this help?
        Feedback = "feedback" {
            /// The guide.
            guide: GuideId,
            /// Whether it did.
            has_helped: bool,
        },
        /// A person is wanted.
        Escalation = "escalation" {
            /// The guide.
            guide: GuideId,
            /// The step where this happened.
            step: StepId,
            /// Who or what wants it.
            by: EscalatedBy,
        },
        /// Texts were shown in another language than the wanted one.
        LanguageFallback = "language_fallback" {
            /// The guide.
            guide: GuideId,
            /// The language tag that was wanted most.
            wanted: String,
            /// The language tag that was used.
            used: String,
        },
        /// Records were dropped before they could be delivered.
        RecordsDropped = "records_dropped" {
            /// Why.
            reason: DropReason,
            /// How many.
            count: u32,
        },
    }

    /// What begins a guide.
    words StartedBy {
        /// The host app.
        Host = "host",
        /// Its trigger, without asking.
        Trigger = "trigger",
        /// The user, by accepting an offer.
        Offer = "offer",
        /// The user, by an action of another guide.
        Action = "action",
        /// Another guide, as its sub-guide.
        Guide = "guide",
    }

    /// What makes a step done.
    words DoneBy {
        /// The next button.
        Next = "next",
        /// A click on the target.
        Click = "click",
        /// A double click on the target.
        DoubleClick = "double_click",
        /// The context menu of the target.
        ContextMenu = "context_menu",
        /// A key or shortcut.
        Key = "key",
        /// The value of a field.
        Input = "input",
        /// The state of an element.
        State = "state",
        /// The address of the page.
        Navigation = "navigation",
        /// An event of the host app.
        HostEvent = "host_event",
        /// An answer.
        Answer = "answer",
        /// "Continue anyway" without the target.
        Anyway = "anyway",
    }

    /// Why a step is passed over.
    words SkipReason {
        /// Its `skip_when` holds.
        Condition = "condition",
        /// What it asks for is the case already.
        AlreadyDone = "already_done",
        /// Its target is missing, and the policy says so.
        Missing = "missing",
    }

    /// Why a target is not found.
    words MissingWord {
        /// Nothing like it in the page.
        Absent = "absent",
        /// Several elements fit too equally, or the best is not good enough.
        Unsure = "unsure",
        /// It is there, but cannot be seen.
        Invisible = "invisible",
        /// It is in a frame of another origin.
        ForeignFrame = "foreign_frame",
    }

    /// The three values of a condition.
    words Verdict {
        /// It holds.
        True = "true",
        /// It does not hold.
        False = "false",
        /// That cannot be known.
        Unknown = "unknown",
    }

    /// In which way a session is taken up again.
    words ResumedBy {
        /// The user has asked for it.
        User = "user",
        /// The page was loaded again, or another one.
        Load = "load",
        /// Another tab has taken over.
        Tab = "tab",
    }

    /// Why a session is given up.
    words AbandonReason {
        /// The user has ended it.
        User = "user",
        /// The host app has ended it.
        Host = "host",
        /// Another guide has begun.
        Replaced = "replaced",
        /// It was left alone for too long.
        Expired = "expired",
        /// The guide has changed so that it cannot go on.
        Changed = "changed",
    }

    /// Who or what wants a person.
    words EscalatedBy {
        /// The user.
        User = "user",
        /// An end of the guide.
        Guide = "guide",
        /// The policy for a missing target.
        Missing = "missing",
    }

    /// Coarse spans of time.
    words Span {
        /// Less than 2 seconds.
        Moment = "under_2_s",
        /// Less than 10 seconds.
        Seconds = "under_10_s",
        /// Less than 30 seconds.
        HalfMinute = "under_30_s",
        /// Less than 2 minutes.
        Minutes = "under_2_min",
        /// Less than 10 minutes.
        TenMinutes = "under_10_min",
        /// Less than an hour.
        Hour = "under_1_h",
        /// Longer.
        Longer = "longer",
    }

    /// Why records are dropped.
    words DropReason {
        /// The outbox was full.
        Full = "full",
        /// The record alone was larger than a batch may be.
        TooLarge = "too_large",
    }
}

impl Span {
    /// The span that this many milliseconds fall into. Clocks that were set back give the shortest.
    #[must_use]
    pub fn of_ms(milliseconds: i64) -> Self {
        match milliseconds {
            ..2_000 => Span::Moment,
            2_000..10_000 => Span::Seconds,
            10_000..30_000 => Span::HalfMinute,
            30_000..120_000 => Span::Minutes,
            120_000..600_000 => Span::TenMinutes,
            600_000..3_600_000 => Span::Hour,
            _ => Span::Longer,
        }
    }
}

impl UsageEvent {
    /// Whether the record is among the last to be dropped: what a person has said or asked for.
    #[must_use]
    pub fn is_precious(&self) -> bool {
        matches!(self, UsageEvent::Feedback { .. } | UsageEvent::Escalation { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_have_no_gaps() {
        assert_eq!(Span::of_ms(-5), Span::Moment);
        assert_eq!(Span::of_ms(1_999), Span::Moment);
        assert_eq!(Span::of_ms(2_000), Span::Seconds);
        assert_eq!(Span::of_ms(3_599_999), Span::Hour);
        assert_eq!(Span::of_ms(i64::MAX), Span::Longer);
    }
}
