//! Every tab, frame and worker of the browser, from its first moment.

use std::sync::Arc;

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::intercept;
use super::protocol::{Connection, Event, ProtocolError};
use super::script::script;
use super::session::PagePolicy;
use crate::proxy::{Notice, OWN_PREFIX, OwnFiles, Reporter};

/// What all sessions share.
pub(super) struct Attached {
    pub(super) connection: Connection,
    pub(super) origin: String,
    pub(super) own: OwnFiles,
    pub(super) policy: PagePolicy,
    pub(super) reporter: Arc<Reporter>,
}

/// Asks to be told of every new tab, and to have it wait until it is set up.
pub(super) async fn watch(connection: &Connection) -> Result<(), ProtocolError> {
    connection.command(None, "Target.setAutoAttach", auto_attach()).await.map(drop)
}

fn auto_attach() -> Value {
    json!({"autoAttach": true, "waitForDebuggerOnStart": true, "flatten": true})
}

/// Handles events until the browser ends. The first tab that has been set up is told through `first`.
pub(super) async fn run(
    attached: Arc<Attached>,
    mut events: mpsc::UnboundedReceiver<Event>,
    first: mpsc::Sender<String>,
) {
    while let Some(event) = events.recv().await {
        let (attached, first) = (Arc::clone(&attached), first.clone());
        // Each in its own task: an answer may wait for an event that comes after it.
        tokio::spawn(async move {
            // A tab that was closed in the meantime is no fault.
            let _ = handle(&attached, event, &first).await;
        });
    }
}

async fn handle(
    attached: &Attached,
    event: Event,
    first: &mpsc::Sender<String>,
) -> Result<(), ProtocolError> {
    match (event.method.as_str(), event.session) {
        ("Target.attachedToTarget", _) => {
            let session = text(&event.params, "/sessionId").to_owned();
            let kind = text(&event.params, "/targetInfo/type").to_owned();
            prepare(attached, &session, &kind).await?;
            if kind == "page" {
                // Only the first is waited for.
                let _ = first.try_send(session);
            }
            Ok(())
        }
        ("Fetch.requestPaused", Some(session)) => intercept::resume(attached, &session, event.params).await,
        ("Audits.issueAdded", Some(_)) => {
            report_block(attached, &event.params);
            Ok(())
        }
        _ => Ok(()),
    }
}

/// Sets a session up and lets it run. All commands are sent before the first answer is waited for: a tab that another one
/// opened answers only when it runs, and nothing may stay waiting for us, whatever fails.
async fn prepare(attached: &Attached, session: &str, kind: &str) -> Result<(), ProtocolError> {
    let mut commands = Vec::new();
    let content = attached.own.content().await;
    if matches!(kind, "page" | "iframe") {
        commands.extend([
            ("Target.setAutoAttach", auto_attach()),
            ("Fetch.enable", intercept::patterns(&attached.origin)),
            ("Network.enable", json!({})),
            // A service worker would answer for our addresses, and with pages whose policy nobody extended.
            ("Network.setBypassServiceWorker", json!({"bypass": true})),
            ("Audits.enable", json!({})),
            ("Page.enable", json!({})),
            ("Page.setBypassCSP", json!({"enabled": attached.policy == PagePolicy::Bypass})),
            (
                "Page.addScriptToEvaluateOnNewDocument",
                json!({"source": script(&attached.origin, content), "runImmediately": true}),
            ),
        ]);
    }
    commands.push(("Runtime.runIfWaitingForDebugger", json!({})));
    let sent = commands
        .into_iter()
        .map(|(method, params)| attached.connection.command(Some(session), method, params));
    join_all(sent).await.into_iter().collect::<Result<Vec<_>, _>>().map(drop)
}

/// Tells of a policy that refuses us although its header was extended: one in the page's markup.
fn report_block(attached: &Attached, params: &Value) {
    let Some(details) = params.pointer("/issue/details/contentSecurityPolicyIssueDetails") else { return };
    let is_ours = text(details, "/blockedURL").contains(OWN_PREFIX)
        || text(details, "/contentSecurityPolicyViolationType") == "kWasmEvalViolation";
    let is_enforced = details.pointer("/isReportOnly").and_then(Value::as_bool) == Some(false);
    if is_ours && is_enforced && attached.policy != PagePolicy::Bypass {
        attached
            .reporter
            .say(Notice::PolicyBlocks { directive: text(details, "/violatedDirective").to_owned() });
    }
}

/// The text at a JSON pointer; empty when it is not there.
pub(super) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}
