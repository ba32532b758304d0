//! Every route x every role x own and other project, from the table that the router is made of.

use axum::body::Body;
use axum::http::{Method, header};
use lotse_api::people::Role;
use lotse_server::routes::{Access, table};
use serde_json::json;

use crate::fixture::{Answer, Client, Lotse, PASSWORD, guide};

const ROLES: [Role; 4] = [Role::Author, Role::Reviewer, Role::Publisher, Role::Admin];

fn path_of(path: &str, project: &str) -> String {
    path.replace("{project}", project)
        .replace("{environment}", "production")
        .replace("{version}", "1")
        .replace("{release}", "1")
        .replace("{problem}", "nothing")
        .replace("{checklist}", "nothing")
        .replace("{user}", "nobody")
        .replace("{token}", "none")
        .replace("{case}", "none")
        .replace("{delivery}", "none")
        .replace("{notice}", "none")
        .replace("{pairing}", "none")
        .replace("{*file}", "none")
        .replace("{file}", "none")
}

/// Asks with a body that no route understands, so that whoever is let in changes nothing.
async fn ask(client: &Client, method: &Method, path: &str) -> Answer {
    let request = client.request(method.clone(), path).header(header::CONTENT_TYPE, "application/json");
    client.send(request.body(Body::from("\"nonsense\"")).unwrap()).await
}

fn is_let_in(answer: &Answer) -> bool {
    let place = serde_json::from_slice::<serde_json::Value>(&answer.bytes)
        .ok()
        .and_then(|fault| fault["place"].as_str().map(str::to_owned));
    let is_no_member = answer.status.as_u16() == 404 && place.as_deref() == Some("project");
    !is_no_member && ![401, 403].contains(&answer.status.as_u16())
}

#[tokio::test]
async fn nobody_gets_further_than_the_table_says() {
    let (lotse, admin) = Lotse::new().await;
    admin.make_guide(&guide("one", "Hello")).await;
    let other = json!({ "project": "other", "name": "Other", "language": "en" });
    admin.post("/api/v1/projects", &other).await.ok();
    // Somebody who is a member of another project only.
    let invite = json!({ "email": "eve@example.com", "name": "Eve", "password": PASSWORD, "role": "admin" });
    admin.put("/api/v1/projects/other/members", &invite).await.ok();
    let eve = lotse.signed_in("eve@example.com").await;
    let mut members = Vec::new();
    for (name, role) in [("Anna", "author"), ("Rita", "reviewer"), ("Paul", "publisher"), ("Otto", "admin")] {
        members.push(lotse.member(&admin, name, role).await);
    }
    let mut tokens = Vec::new();
    for role in ["author", "reviewer", "publisher", "admin"] {
        let asked = json!({ "name": role, "role": role, "days": 1 });
        let made = admin.post("/api/v1/projects/kontor/tokens", &asked).await.ok();
        tokens.push(lotse.with_token(made["secret"].as_str().unwrap()));
    }
    let asked = json!({ "name": "eve", "role": "admin", "days": 1 });
    let made = eve.post("/api/v1/projects/other/tokens", &asked).await.ok();
    let foreign = lotse.with_token(made["secret"].as_str().unwrap());
    let visitor = lotse.visitor().await;

    let mut asked = 0;
    for route in table() {
        // Removing takes no body that could be misunderstood.
        let is_removing = route.method == Method::DELETE;
        let guide = if is_removing { "nothing" } else { "one" };
        let path = path_of(&route.path.replace("{guide}", guide), "kontor");
        let name = format!("{} {path}", route.method);
        match route.access {
            Access::Member(needed) => {
                assert_eq!(ask(&visitor, &route.method, &path).await.status.as_u16(), 401, "{name}");
                for stranger in [&eve, &foreign] {
                    let answer = ask(stranger, &route.method, &path).await;
                    assert_eq!(answer.status.as_u16(), 404, "{name}");
                    assert!(!is_let_in(&answer), "{name}");
                    // Not to be told from a project that does not exist.
                    let nowhere = ask(
                        stranger,
                        &route.method,
                        &path_of(&route.path.replace("{guide}", guide), "nowhere"),
                    )
                    .await;
                    assert_eq!(answer.bytes, nowhere.bytes, "{name}");
                }
                for clients in [&members, &tokens] {
                    for (role, client) in ROLES.iter().zip(clients) {
                        let answer = ask(client, &route.method, &path).await;
                        let status = answer.status.as_u16();
                        assert_eq!(is_let_in(&answer), *role >= needed, "{name} as {role:?}: {status}");
                        if *role < needed {
                            assert_eq!(status, 403, "{name} as {role:?}");
                        }
                        assert!(status < 500, "{name} as {role:?}: {status}");
                        asked += 1;
                    }
                }
            }
            Access::Account => {
                assert_eq!(ask(&visitor, &route.method, &path).await.status.as_u16(), 401, "{name}");
                let token = ask(&tokens[3], &route.method, &path).await;
                assert_eq!(token.status.as_u16(), 401, "{name}: no token is an account");
                assert!(is_let_in(&ask(&eve, &route.method, &path).await), "{name}");
            }
            Access::Visitor | Access::Open => {
                let status = ask(&visitor, &route.method, &path).await.status.as_u16();
                assert!(status < 500, "{name}: {status}");
            }
        }
        asked += 1;
    }
    assert!(asked > 200, "{asked}");
    let session = admin.get("/api/v1/session").await.ok();
    assert_eq!(session["user"]["name"], "Ada");
    assert_eq!(admin.get("/api/v1/projects/kontor/guides").await.ok().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_in_the_table_does_not_exist() {
    let (_lotse, admin) = Lotse::new().await;
    for path in ["/api/v1/nothing", "/api/v2/session", "/api/v1/projects/kontor", "/api/v1/"] {
        assert_eq!(admin.get(path).await.refused(404)["kind"], "not_found");
    }
    admin.with_json(Method::PATCH, "/api/v1/projects/kontor/guides", &json!({})).await.refused(404);
}
