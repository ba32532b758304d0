//! Requests to the server. One way for all of them: the contract's types in and out, refusals as [`Failure`].

use gloo_net::http::{Request, RequestBuilder, Response};
use lotse_api::{CSRF_HEADER, Fault, FaultKind, ROOT};
use serde::Serialize;
use serde::de::DeserializeOwned;
use yew::AttrValue;

/// Who asks: proof for unsafe methods, and the language for refusals.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    csrf: AttrValue,
    language: &'static str,
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// Nobody answered.
    Offline,
    /// The server says no, and why.
    Refused(Box<Fault>),
    /// Something answered that is no server of ours.
    Strange,
}

impl Failure {
    /// What kind of refusal it is, if it is one.
    pub fn kind(&self) -> Option<FaultKind> {
        match self {
            Failure::Refused(fault) => Some(fault.kind),
            Failure::Offline | Failure::Strange => None,
        }
    }
}

impl Server {
    /// A way to the server for a session.
    pub fn new(csrf: &str, language: &'static str) -> Self {
        Server { csrf: AttrValue::from(csrf.to_owned()), language }
    }

    /// Reads.
    pub async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        read(&self.send(Request::get(&address(path)), None).await?)
    }

    /// Makes something, or asks for something to be done.
    pub async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        read(&self.send(Request::post(&address(path)), Some(write(body)?)).await?)
    }

    /// Asks for something to be done that needs no further word.
    pub async fn post_bare<T: DeserializeOwned>(&self, path: &str) -> Result<T, Failure> {
        read(&self.send(Request::post(&address(path)), None).await?)
    }

    /// As [`Server::post`], where nothing comes back.
    pub async fn tell(&self, path: &str, body: &impl Serialize) -> Result<(), Failure> {
        self.send(Request::post(&address(path)), Some(write(body)?)).await.map(drop)
    }

    /// Puts something in the place of what was there.
    pub async fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, Failure> {
        read(&self.send(Request::put(&address(path)), Some(write(body)?)).await?)
    }

    /// Takes something away.
    pub async fn delete(&self, path: &str) -> Result<(), Failure> {
        self.send(Request::delete(&address(path)), None).await.map(drop)
    }

    /// Sends a file as it is.
    pub async fn upload<T: DeserializeOwned>(&self, path: &str, file: &web_sys::File) -> Result<T, Failure> {
        let request = self.prepared(Request::put(&address(path))).header("content-type", &file.type_());
        let request = request.body(file.clone()).map_err(|_| Failure::Strange)?;
        read(&answer(request.send().await.map_err(|_| Failure::Offline)?).await?)
    }

    fn prepared(&self, request: RequestBuilder) -> RequestBuilder {
        request.header("accept-language", self.language).header(CSRF_HEADER, &self.csrf)
    }

    async fn send(&self, request: RequestBuilder, body: Option<String>) -> Result<String, Failure> {
        let request = self.prepared(request);
        let request = match body {
            Some(body) => request.header("content-type", "application/json").body(body),
            None => request.build(),
        };
        let request = request.map_err(|_| Failure::Strange)?;
        answer(request.send().await.map_err(|_| Failure::Offline)?).await
    }
}

/// A part of a path, as it may stand in an address.
pub fn part(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

fn address(path: &str) -> String {
    format!("{ROOT}{path}")
}

fn write(body: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(body).map_err(|_| Failure::Strange)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, Failure> {
    serde_json::from_str(text).map_err(|_| Failure::Strange)
}

async fn answer(response: Response) -> Result<String, Failure> {
    let is_good = response.ok();
    let text = response.text().await.map_err(|_| Failure::Offline)?;
    if is_good {
        return Ok(text);
    }
    let fault = serde_json::from_str::<Fault>(&text);
    Err(fault.map_or(Failure::Strange, |fault| Failure::Refused(Box::new(fault))))
}
