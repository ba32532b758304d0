//! Cases: taken or refused, delivered, told, handed on.

use axum::body::Body;
use axum::http::{Method, Request, header};
use lotse_server::Server;
use serde_json::{Value, json};

use crate::desk_receiver::{Receiver, SECRET};
use crate::fixture::{Answer, Client, HOST, Lotse, desk_document};

const ORIGIN: &str = "https://kontor.example";
const KEY: &str = "fedcba9876543210fedcba9876543210";
const CASES: &str = "/d/kontor/production/cases";
const DAY_MS: i64 = 86_400_000;

fn id(number: usize) -> String {
    format!("{number:032x}")
}

pub fn case(number: usize) -> Value {
    json!({
        "schema": 0, "id": id(number), "key": KEY, "project": "kontor", "language": "de",
        "who": { "name": "Anna Beispiel", "mail": "anna@example.org" },
        "priority": { "level": "p3", "impact": "medium", "urgency": "medium" },
        "path": [{ "kind": "question", "asked": "Leuchtet die Lampe?", "result": "Nein", "at_ms": 1 }],
        "text": "Es druckt nicht.", "sent_ms": 1,
    })
}

/// A request of a page of the host app.
fn from_page(method: Method, path: &str, headers: &[(&str, &str)], body: &Value) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, HOST);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let body = if body.is_null() { Body::empty() } else { Body::from(body.to_string()) };
    request.header(header::CONTENT_TYPE, "application/json").body(body).unwrap()
}

pub async fn hand_over(page: &Client, case: &Value) -> Answer {
    let key = case["id"].as_str().unwrap();
    page.send(from_page(Method::POST, CASES, &[("origin", ORIGIN), ("idempotency-key", key)], case)).await
}

async fn report(page: &Client, number: usize, key: &str) -> Answer {
    let authorization = format!("Bearer {key}");
    let path = format!("{CASES}/{}", id(number));
    page.send(from_page(Method::GET, &path, &[("authorization", &authorization)], &Value::Null)).await
}

/// A project whose desk is this receiver, and a page of its host app.
pub async fn with_desk(receiver: &Receiver) -> (Lotse, Client, Client) {
    let (lotse, admin) = Lotse::new().await;
    let mut settings = admin.get("/api/v1/projects/kontor/settings").await.ok();
    settings["environments"][0]["origins"] = json!([ORIGIN]);
    admin.put("/api/v1/projects/kontor/settings", &settings).await.ok();
    let second = {
        let mut second = receiver.connector("second");
        second["is_next_level"] = json!(true);
        second
    };
    let problem = json!({ "source": no_mail().to_string(), "revision": 0 });
    admin.put("/api/v1/projects/kontor/problems/no-mail", &problem).await.ok();
    let desk = json!({
        "takes_cases": true, "connectors": [receiver.connector("first"), second], "desk": desk_file(), "revision": 0,
    });
    admin.put("/api/v1/projects/kontor/desk", &desk).await.ok();
    let page = lotse.stranger();
    (lotse, admin, page)
}

fn no_mail() -> Value {
    json!({
        "schema": 0, "problem": {
            "id": "no-mail", "title": { "en": "No mail" }, "symptoms": [{ "en": "No mail comes" }],
            "causes": [{ "id": "down", "title": { "en": "The server is down" }, "permille": 900 }],
        },
    })
}

fn desk_file() -> Value {
    let notices = json!([
        { "id": "mail-down", "problems": ["no-mail"], "title": "down" },
        { "id": "over", "problems": ["no-mail"], "title": "down", "until_s": 1 },
    ]);
    desk_document(&notices, &json!({ "desk": "Desk", "down": "Mail is down" }))
}

#[tokio::test]
async fn a_case_is_taken_once_and_delivered() {
    let receiver = Receiver::start().await;
    let (lotse, _, page) = with_desk(&receiver).await;
    let answer = hand_over(&page, &case(1)).await;
    assert_eq!(answer.status, 202);
    assert_eq!(answer.headers["access-control-allow-origin"], ORIGIN);
    assert_eq!(answer.json(), json!({ "id": id(1), "state": "waiting" }));
    let rows = lotse.rows().await;
    assert_eq!(hand_over(&page, &case(1)).await.json(), json!({ "id": id(1), "state": "waiting" }));
    let mut other = case(1);
    other["text"] = json!("Etwas anderes.");
    hand_over(&page, &other).await.refused(409);
    assert_eq!(lotse.rows().await, rows, "nothing more is stored");
    assert_eq!(report(&page, 1, KEY).await.ok()["state"], "waiting");

    lotse.server.tick().await.unwrap();
    lotse.server.tick().await.unwrap();
    let taken = receiver.taken();
    assert_eq!(taken.len(), 1);
    let told = report(&page, 1, KEY).await.ok();
    assert_eq!((told["state"].as_str(), told["ticket"].as_str()), (Some("delivered"), Some("T1")));
    let text = taken[0].1["data"]["text"].as_str().unwrap();
    assert!(text.contains("Leuchtet die Lampe? → Nein") && text.contains("Es druckt nicht."), "{text}");
    assert!(!taken[0].1.to_string().contains(KEY));

    // An unknown id and a wrong key cannot be told apart.
    let unknown = report(&page, 2, KEY).await;
    let wrong = report(&page, 1, &"0".repeat(32)).await;
    assert_eq!((unknown.status.as_u16(), unknown.bytes), (404, wrong.bytes));
    assert_eq!(wrong.status, 404);
}

#[tokio::test]
async fn whatever_is_hostile_is_refused_and_stores_nothing() {
    let receiver = Receiver::start().await;
    let (lotse, admin, page) = with_desk(&receiver).await;
    let rows = lotse.rows().await;
    let changed = |member: &str, value: Value| {
        let mut case = case(1);
        case[member] = value;
        case
    };
    let line = "x".repeat(301);
    let refused = [
        changed("schema", json!(99)),
        changed("project", json!("other")),
        changed("environment", json!("staging")),
        changed("key", json!("short")),
        changed("who", json!("Anna")),
        changed("who", json!({ "name": line })),
        changed("text", json!("x".repeat(8_001))),
        changed("language", json!(line)),
        changed("path", json!(vec![case(1)["path"][0].clone(); 201])),
        changed("path", json!([{ "kind": "unknown", "asked": "", "result": "", "at_ms": 1 }])),
        changed("facts", json!({ "name": line })),
        changed("page", json!({ "address": "x".repeat(2_001) })),
        changed("sent_ms", json!("now")),
        json!([]),
        json!("case"),
    ];
    for one in &refused {
        let headers = [("origin", ORIGIN), ("idempotency-key", &*id(1))];
        page.send(from_page(Method::POST, CASES, &headers, one)).await.refused(400);
    }
    let good = [("origin", ORIGIN), ("idempotency-key", &*id(1))];
    let send = async |path: &str, headers: &[(&str, &str)], body: &Value| {
        page.send(from_page(Method::POST, path, headers, body)).await
    };
    send(CASES, &[("origin", "https://evil.example"), good[1]], &case(1)).await.refused(403);
    send(CASES, &[("origin", "null"), good[1]], &case(1)).await.refused(403);
    send(CASES, &[good[0]], &case(1)).await.refused(400);
    send(CASES, &[good[0], ("idempotency-key", &*id(2))], &case(1)).await.refused(400);
    send(CASES, &good, &changed("text", json!("x".repeat(70_000)))).await.refused(413);
    send("/d/kontor/nowhere/cases", &good, &case(1)).await.refused(404);
    send("/d/nowhere/production/cases", &good, &case(1)).await.refused(404);
    let raw = Request::builder()
        .method(Method::POST)
        .uri(CASES)
        .header(header::HOST, HOST)
        .header("idempotency-key", id(1));
    page.send(raw.body(Body::from(&b"\xff\xfe{}"[..])).unwrap()).await.refused(400);
    let twice = case(1).to_string().replacen('{', "{\"schema\":0,", 1);
    let raw = Request::builder()
        .method(Method::POST)
        .uri(CASES)
        .header(header::HOST, HOST)
        .header("idempotency-key", id(1));
    page.send(raw.body(Body::from(twice)).unwrap()).await.refused(400);
    assert_eq!(lotse.rows().await, rows);
    assert_eq!(receiver.asked(), 0);

    // A desk that takes nothing.
    let mut desk = admin.get("/api/v1/projects/kontor/desk").await.ok();
    desk["takes_cases"] = json!(false);
    admin.put("/api/v1/projects/kontor/desk", &desk).await.ok();
    hand_over(&page, &case(1)).await.refused(403);
    // And too many at once.
    let mut last = 0;
    for number in 0..80 {
        last = hand_over(&page, &case(number)).await.status.as_u16();
    }
    assert_eq!(last, 429);
}

#[tokio::test]
async fn what_fails_is_tried_for_days_and_then_waits_for_people() {
    let receiver = Receiver::start().await;
    let (lotse, admin, page) = with_desk(&receiver).await;
    receiver.fails(Some((503, None)));
    hand_over(&page, &case(1)).await.ok();
    for _ in 0..60 {
        lotse.server.tick().await.unwrap();
        lotse.clock.advance(DAY_MS / 6);
    }
    let tried = receiver.asked();
    assert!((10..=40).contains(&tried), "{tried} attempts in ten days");
    assert_eq!(report(&page, 1, KEY).await.ok()["state"], "failed");
    // Sessions do not last as long.
    drop(admin);
    let admin = lotse.signed_in("ada@example.com").await;
    let cases = admin.get("/api/v1/projects/kontor/cases").await.ok();
    let delivery = &cases[0]["deliveries"][0];
    assert_eq!((cases[0]["state"].as_str(), delivery["state"].as_str()), (Some("failed"), Some("failed")));
    assert_eq!(delivery["attempts"], tried);
    assert!(delivery["problem"].as_str().unwrap().contains("503"), "{delivery}");

    receiver.fails(None);
    lotse.server.tick().await.unwrap();
    assert_eq!(receiver.asked(), tried, "nobody tries by themselves any more");
    let path = format!("/api/v1/projects/kontor/deliveries/{}", delivery["id"].as_str().unwrap());
    let empty = |path: &str| admin.request(Method::POST, path).body(Body::empty()).unwrap();
    assert_eq!(admin.send(empty(&format!("{path}/again"))).await.ok()["state"], "waiting");
    lotse.server.tick().await.unwrap();
    assert_eq!(report(&page, 1, KEY).await.ok()["ticket"], "T1");
    admin.send(empty(&format!("{path}/again"))).await.refused(409);
    admin.send(empty(&format!("{path}/give-up"))).await.refused(409);

    // What the desk refuses for good is not tried again; what asks for a pause gets it.
    receiver.fails(Some((422, None)));
    hand_over(&page, &case(2)).await.ok();
    lotse.server.tick().await.unwrap();
    assert_eq!(report(&page, 2, KEY).await.ok()["state"], "failed");
    let cases = admin.get("/api/v1/projects/kontor/cases").await.ok();
    let failed = cases[0]["deliveries"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/projects/kontor/deliveries/{failed}/give-up");
    assert_eq!(admin.send(empty(&path)).await.ok()["state"], "given_up");
    assert_eq!(report(&page, 2, KEY).await.ok()["state"], "closed");
    receiver.fails(Some((429, Some("7200"))));
    hand_over(&page, &case(3)).await.ok();
    lotse.server.tick().await.unwrap();
    let asked = receiver.asked();
    receiver.fails(None);
    lotse.clock.advance(3_600_000);
    lotse.server.tick().await.unwrap();
    assert_eq!(receiver.asked(), asked, "asked for two hours");
    lotse.clock.advance(3_700_000);
    lotse.server.tick().await.unwrap();
    assert_eq!(report(&page, 3, KEY).await.ok()["state"], "delivered");
    let ledger = admin.get("/api/v1/projects/kontor/ledger").await.ok();
    let acts: Vec<&str> = ledger.as_array().unwrap().iter().filter_map(|line| line["act"].as_str()).collect();
    assert!(acts.contains(&"delivery_again") && acts.contains(&"delivery_give_up"), "{acts:?}");
}

#[tokio::test]
async fn several_servers_deliver_every_case_once() {
    let receiver = Receiver::start().await;
    let (lotse, _, page) = with_desk(&receiver).await;
    for number in 0..30 {
        hand_over(&page, &case(number)).await.ok();
    }
    let mut others = Vec::new();
    for _ in 0..3 {
        let mut config = lotse_server::Config::in_folder(lotse.folder.path());
        config.database.clone_from(&lotse.database);
        config.internal_desks = vec!["127.0.0.1".to_owned()];
        config.clock = lotse.clock.clone();
        let server = Server::open(config).await.unwrap();
        others.push(tokio::spawn(async move {
            server.tick().await.unwrap();
            server
        }));
    }
    lotse.server.tick().await.unwrap();
    for other in others {
        other.await.unwrap();
    }
    let mut keys: Vec<String> = receiver.taken().into_iter().map(|(key, _)| key).collect();
    assert_eq!(keys.len(), 30, "each once, by whichever server");
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 30);
}

#[tokio::test]
async fn a_case_is_handed_on_with_everything_and_its_state_comes_back() {
    let receiver = Receiver::start().await;
    let (lotse, admin, page) = with_desk(&receiver).await;
    hand_over(&page, &case(1)).await.ok();
    lotse.server.tick().await.unwrap();
    let path = format!("/api/v1/projects/kontor/cases/production/{}", id(1));
    let file = admin.get(&path).await.ok();
    assert_eq!(file["handover"]["text"], "Es druckt nicht.");
    assert!(file["handover"].get("key").is_none() && file["is_identified"] == false, "{file}");
    admin.post(&format!("{path}/hand-on"), &json!({ "connector": "none", "note": "" })).await.refused(404);
    let asked = json!({ "connector": "second", "note": "Braucht einen Treiber." });
    admin.post(&format!("{path}/hand-on"), &asked).await.ok();
    assert_eq!(report(&page, 1, KEY).await.ok()["ticket"], "T1", "until the next level has given one");
    lotse.server.tick().await.unwrap();
    let taken = receiver.taken();
    let text = taken[1].1["data"]["text"].as_str().unwrap();
    assert!(text.contains("Ada: Braucht einen Treiber.") && text.contains("first: T1"), "{text}");
    assert!(text.contains("Leuchtet die Lampe? → Nein"), "the same case is attached: {text}");
    assert_eq!(report(&page, 1, KEY).await.ok()["ticket"], "T2");

    // The receiver tells how it goes on.
    let news =
        json!({ "delivery": taken[1].0, "state": "closed", "said": "Treiber installiert" }).to_string();
    let now_s = lotse.clock.now_ms() / 1_000;
    let tell = async |secret: &str, id_of: usize| {
        let signature = lotse_desk::sign(secret, "news-1", now_s, news.as_bytes()).unwrap();
        let request = Request::builder()
            .method(Method::POST)
            .uri(format!("{CASES}/{}/state", id(id_of)))
            .header(header::HOST, HOST)
            .header("webhook-id", "news-1")
            .header("webhook-timestamp", now_s.to_string())
            .header("webhook-signature", signature);
        page.send(request.body(Body::from(news.clone())).unwrap()).await
    };
    tell("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 1).await.refused(404);
    tell(SECRET, 2).await.refused(404);
    assert_eq!(report(&page, 1, KEY).await.ok()["state"], "delivered");
    assert_eq!(tell(SECRET, 1).await.status, 204);
    let told = report(&page, 1, KEY).await.ok();
    assert_eq!(
        (told["state"].as_str(), told["said"].as_str()),
        (Some("closed"), Some("Treiber installiert"))
    );
}

#[tokio::test]
async fn secrets_are_sealed_and_never_told() {
    let receiver = Receiver::start().await;
    let (lotse, admin, page) = with_desk(&receiver).await;
    let identify = "0123456789abcdef0123456789abcdef-identify";
    let mut desk = admin.get("/api/v1/projects/kontor/desk").await.ok();
    assert_eq!(
        (&desk["connectors"][0]["has_secret"], &desk["connectors"][0]["secret"]),
        (&json!(true), &Value::Null)
    );
    desk["identify_secret"] = json!("short");
    admin.put("/api/v1/projects/kontor/desk", &desk).await.refused(422);
    desk["identify_secret"] = json!(identify);
    let saved = admin.put("/api/v1/projects/kontor/desk", &desk).await.ok();
    assert_eq!(saved["has_identify_secret"], true);
    assert!(!saved.to_string().contains(identify) && !saved.to_string().contains(SECRET));
    // An older revision is a conflict; a secret does not follow to another address.
    admin.put("/api/v1/projects/kontor/desk", &desk).await.refused(409);
    let mut elsewhere = saved.clone();
    elsewhere["connectors"][0]["address"] = json!("https://evil.example/");
    let refused = admin.put("/api/v1/projects/kontor/desk", &elsewhere).await.refused(422);
    assert_eq!(refused["place"], "connectors/0/secret");

    // Tokens of the host app: only true ones say who it is.
    let sign = |claims: Value, secret: &str| {
        let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
        jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).unwrap()
    };
    let until = lotse.clock.now_ms() / 1_000 + 600;
    let unsigned = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbm5hIiwiZXhwIjo5OTk5OTk5OTk5fQ.";
    for (number, token, is_true) in [
        (1, sign(json!({ "sub": "anna", "exp": until }), identify), true),
        (2, sign(json!({ "sub": "anna", "exp": until }), "another secret of thirty-two bytes"), false),
        (3, sign(json!({ "sub": "anna", "exp": 1 }), identify), false),
        (4, sign(json!({ "sub": "anna" }), identify), false),
        (5, unsigned.to_owned(), false),
    ] {
        let mut case = case(number);
        case["who"]["token"] = json!(token);
        hand_over(&page, &case).await.ok();
        let path = format!("/api/v1/projects/kontor/cases/production/{}", id(number));
        assert_eq!(admin.get(&path).await.ok()["is_identified"], is_true, "{number}");
    }
    // Ten in ten minutes are enough for one user, whatever address they come from.
    let token = sign(json!({ "sub": "berta", "exp": until }), identify);
    let mut statuses = Vec::new();
    for number in 10..21 {
        let mut case = case(number);
        case["who"]["token"] = json!(token);
        statuses.push(hand_over(&page, &case).await.status.as_u16());
    }
    assert_eq!((statuses[9], statuses[10]), (202, 429), "{statuses:?}");
    lotse.server.tick().await.unwrap();

    if lotse.database.is_none() {
        let bytes = lotse.bytes();
        let text = String::from_utf8_lossy(&bytes);
        for secret in [SECRET, identify, KEY, token.as_str(), "Leuchtet die Lampe?", "anna@example.org"] {
            assert!(!text.contains(secret), "{secret} is in the folder as it is");
        }
    }
}

#[tokio::test]
async fn notices_count_everybody_once() {
    let receiver = Receiver::start().await;
    let (_lotse, admin, page) = with_desk(&receiver).await;
    let path = "/d/kontor/production/notices";
    let release = json!({ "guides": {}, "note": "outage", "after": 0, "at_ms": null });
    admin.post("/api/v1/projects/kontor/environments/production/releases", &release).await.ok();
    let me_too = async |notice: &str, key: &str| {
        let headers = [("origin", ORIGIN), ("idempotency-key", key)];
        page.send(from_page(Method::POST, &format!("{path}/{notice}/me-too"), &headers, &Value::Null)).await
    };
    for key in [id(1), id(2), id(1), id(3)] {
        assert_eq!(me_too("mail-down", &key).await.status, 204);
    }
    me_too("nothing", &id(1)).await.refused(404);
    me_too("over", &id(1)).await.refused(404);
    me_too("mail-down", "short").await.refused(400);
    let counts = admin.get("/api/v1/projects/kontor/notices").await.ok();
    assert_eq!(counts, json!([{ "notice": "mail-down", "environment": "production", "me_too": 3 }]));
    let shown = page.get(path).await.ok();
    assert_eq!(shown["notices"].as_array().unwrap().len(), 1, "what is over is not shown");
    assert_eq!(
        (&shown["notices"][0]["me_too"], &shown["texts"]["en"]["down"]),
        (&json!(3), &json!("Mail is down"))
    );
}
