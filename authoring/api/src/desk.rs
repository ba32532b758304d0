//! The desk's side of escalation: where cases go, how far they are, and what stands in their way.
//!
//! | route | body | answer | role |
//! |---|---|---|---|
//! | `GET /projects/{project}/desk` | | [`DeskSettings`] without its secrets | admin |
//! | `PUT /projects/{project}/desk` | [`DeskSettings`] | [`DeskSettings`] without its secrets | admin |
//! | `POST /projects/{project}/desk/try` | [`Connector`] | [`Tried`] | admin |
//! | `GET /projects/{project}/connectors` | | list of [`ConnectorName`] | author |
//! | `GET /projects/{project}/notices` | | list of [`NoticeCount`] | author |
//! | `GET /projects/{project}/cases` | | list of [`Case`], newest first | author |
//! | `GET /projects/{project}/cases/{environment}/{case}` | | [`CaseFile`] | author |
//! | `POST /projects/{project}/cases/{environment}/{case}/hand-on` | [`HandOn`] | [`Case`] | author |
//! | `POST /projects/{project}/deliveries/{delivery}/again` | | [`Delivery`] | author |
//! | `POST /projects/{project}/deliveries/{delivery}/give-up` | | [`Delivery`] | author |
//!
//! What end users' pages ask for lies below `/d/{project}/{environment}/`: `POST cases` takes a handover
//! (`lotse_model::handover`), `GET cases/{case}` reads back how far it is, `POST cases/{case}/state` is where a signed webhook
//! tells it, `POST notices/{notice}/me-too` counts, `GET notices` gives what is out of order.

use crate::wire;

wire! {
    /// How a project's desk is reached.
    pub struct DeskSettings {
        /// Cases are taken. Off in a new project.
        pub takes_cases: bool,
        /// Where they go: the first whose priorities fit.
        pub connectors: Vec<Connector>,
        /// The desk file with hours, promises and notices (its schema: docs/schema/desk.schema.json).
        pub desk: Option<serde_json::Value>,
        /// The secret that tokens of `identify` are signed with (HS256): 32 bytes or more. Only ever sent to the server;
        /// absent keeps the one that is there, empty text takes it away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub identify_secret: Option<String>,
        /// There is one. Read only.
        #[serde(default)]
        pub has_identify_secret: bool,
        /// Rises with every change; a save with an older one is a conflict.
        pub revision: i64,
    }

    /// One way to a desk's own system.
    pub struct Connector {
        /// Id within the project.
        pub id: String,
        /// Name for technicians.
        pub name: String,
        /// Which system.
        pub kind: ConnectorKind,
        /// `https://…`, for mail `smtps://host:465` or `smtp://host:587`. Without encryption (`http://…`,
        /// `smtp+plain://host:25`) only hosts that the server's configuration names as internal.
        pub address: String,
        /// User name where one is needed; GLPI's App-Token.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub account: Option<String>,
        /// Queue, group, service desk or entity that cases go into.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub queue: Option<String>,
        /// Type of request, where a system wants one (Jira).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub request_type: Option<String>,
        /// Mail: who it comes from.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub from: Option<String>,
        /// Mail: who it goes to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub to: Option<String>,
        /// Password, token or signing secret. Only ever sent to the server; absent keeps the one that is there.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub secret: Option<String>,
        /// There is one. Read only.
        #[serde(default)]
        pub has_secret: bool,
        /// Cases of these priorities (`p1` to `p5`); of all when empty.
        #[serde(default)]
        pub priorities: Vec<String>,
        /// Takes only what people hand on to it: a second level.
        #[serde(default)]
        pub is_next_level: bool,
    }

    /// A connector as those see it who hand cases on.
    pub struct ConnectorName {
        /// Id within the project.
        pub id: String,
        /// Name for technicians.
        pub name: String,
        /// Takes only what people hand on to it.
        pub is_next_level: bool,
    }

    /// What trying a connector has shown. Nothing is left behind in the other system; a webhook gets a signed `desk.tried`.
    pub struct Tried {
        /// It answers, and takes the secret.
        pub is_good: bool,
        /// What is wrong: the other system's words, or why it is not asked.
        pub said: Option<String>,
    }

    /// Systems that cases are delivered to.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum ConnectorKind {
        /// A signed request, as Standard Webhooks has it.
        Webhook,
        /// Mail.
        Mail,
        /// Request Tracker 5, REST 2.
        RequestTracker,
        /// Zammad.
        Zammad,
        /// Jira Service Management.
        Jira,
        /// ServiceNow.
        ServiceNow,
        /// GLPI.
        Glpi,
    }

    /// A notice and how many are affected.
    pub struct NoticeCount {
        /// Id of the notice.
        pub notice: String,
        /// Name of the environment.
        pub environment: String,
        /// How many have said "me too".
        pub me_too: i64,
    }

    /// A case as the list shows it.
    pub struct Case {
        /// Id, from the device.
        pub id: String,
        /// Name of the environment.
        pub environment: String,
        /// When it was taken, in milliseconds since 1970.
        pub taken_ms: i64,
        /// `waiting`, `delivered`, `closed` or `failed`.
        pub state: String,
        /// `p1` to `p5`, when triage came to one.
        pub priority: Option<String>,
        /// Title of the problem, or the beginning of what the user wrote.
        pub title: String,
        /// The guide that the user was in.
        pub guide: Option<String>,
        /// Where it went and goes, oldest first.
        pub deliveries: Vec<Delivery>,
    }

    /// One delivery of a case.
    pub struct Delivery {
        /// Id; also the idempotency key that the desk's system sees.
        pub id: String,
        /// Id of the connector.
        pub connector: String,
        /// How far it is.
        pub state: DeliveryState,
        /// How often it was tried.
        pub attempts: i64,
        /// When it is tried next, in milliseconds since 1970; nothing when it is not.
        pub next_ms: Option<i64>,
        /// What went wrong last.
        pub problem: Option<String>,
        /// Number in the desk's system.
        pub ticket: Option<String>,
        /// Who handed it on, and why.
        pub note: Option<String>,
        /// When it last changed, in milliseconds since 1970.
        pub changed_ms: i64,
    }

    /// How far a delivery is.
    #[derive(Copy, Eq, PartialOrd, Ord)]
    pub enum DeliveryState {
        /// Is tried, or will be.
        Waiting,
        /// The desk's system has it.
        Delivered,
        /// The desk has closed it.
        Closed,
        /// Is not tried any more until somebody says so.
        Failed,
        /// Somebody decided that it need not be delivered.
        GivenUp,
    }

    /// A case with everything that came with it.
    pub struct CaseFile {
        /// What the list shows.
        pub case: Case,
        /// The handover without its key and token (its schema: docs/schema/handover.schema.json).
        pub handover: serde_json::Value,
        /// The host app's token was there and true.
        pub is_identified: bool,
    }

    /// Hands a case on.
    pub struct HandOn {
        /// Id of the connector that takes it.
        pub connector: String,
        /// Why, for those who get it.
        pub note: String,
    }
}
