//! Meeting a picker: opening the app or typing a code there, being met by it, saying things to it at once or as soon as it is there.

use lotse_api::channel::{FromPicker, FromStudio, PROTOCOL};
use lotse_api::guides::Environment;
use lotse_api::pairing::Pairing;
use web_sys::MessageEvent;
use yew::Callback;

use super::desk::Linking;
use crate::services::picker::Picker;
use crate::services::server::Server;

/// How far the picker is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meeting {
    /// Nobody was asked.
    #[default]
    None,
    /// The app is open; its picker has not answered.
    Waiting,
    /// It is there.
    Met,
    /// Its page has gone; another may come.
    Away,
}

/// The code that joins studio and app, where opening the app from here does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Nobody was asked for anything yet: the dialog asks for one.
    Wanted,
    /// None, unless somebody asks for it.
    None,
    /// It waits to be typed in the app.
    Shown(String),
}

/// What is known of the picker.
#[derive(Default)]
pub struct Meet {
    picker: Option<Picker>,
    /// How far it is.
    pub meeting: Meeting,
    /// A code that waits to be typed in the app.
    code: Option<String>,
    /// What is to be done once the picker is there.
    pending: Option<FromStudio>,
}

impl Meet {
    /// Waits for whoever was known before this page was loaded anew.
    pub fn rejoin(&mut self, origins: Vec<String>, rendezvous: String, on: &Callback<Linking>) {
        self.picker = Some(listen(origins, Some(rendezvous), on));
        self.meeting = Meeting::Away;
    }

    /// Opens the app; whether the browser let it.
    pub fn open(&mut self, environment: Environment, address: &str, on: &Callback<Linking>) -> bool {
        let mut picker = listen(environment.origins, None, on);
        self.code = None;
        let is_open = picker.open(address);
        if is_open {
            self.meeting = Meeting::Waiting;
        }
        self.picker = Some(picker);
        is_open
    }

    /// Asks for a code that is to be typed in the app.
    pub fn pair(&mut self, server: &Server, project: &str, environment: Environment, on: &Callback<Linking>) {
        let mut picker = listen(environment.origins, None, on);
        picker.pair(server, project, &environment.name, on.reform(Linking::Code));
        self.picker = Some(picker);
        self.meeting = Meeting::Waiting;
    }

    /// What the dialog shows of a code.
    pub fn code(&self) -> Code {
        match &self.code {
            Some(code) => Code::Shown(code.clone()),
            None if self.meeting == Meeting::None => Code::Wanted,
            None => Code::None,
        }
    }

    /// The code is there.
    pub fn show_code(&mut self, server: &Server, pairing: Pairing) {
        if let Some(picker) = &mut self.picker {
            picker.relayed(server, &pairing.pairing);
        }
        self.code = Some(pairing.code);
    }

    /// Somebody knocks; the name of a picker that was let in.
    pub fn knock(&mut self, event: &MessageEvent) -> Option<String> {
        self.picker.as_mut().and_then(|picker| picker.knock(event))
    }

    /// The picker says hello: it is welcomed, and told what waited for it. Whether there was something.
    pub fn welcome(&mut self, language: &str, languages: &[String], heard: u64) -> bool {
        let (language, languages) = (language.to_owned(), languages.to_vec());
        self.tell(&FromStudio::Welcome { protocol: PROTOCOL, language, languages, heard });
        self.meeting = Meeting::Met;
        self.code = None;
        self.pending.take().is_some_and(|message| self.tell(&message))
    }

    /// The page of the picker goes away.
    pub fn left(&mut self) {
        self.meeting = Meeting::Away;
    }

    /// Says something at once and brings the app to the front, or keeps it until there is somebody to hear it. Whether it was said.
    pub fn ask(&mut self, message: FromStudio) -> bool {
        if self.meeting == Meeting::Met && self.tell(&message) {
            if let Some(picker) = &self.picker {
                picker.show();
            }
            return true;
        }
        self.pending = Some(message);
        false
    }

    /// Says something to whoever is there.
    pub fn tell(&self, message: &FromStudio) -> bool {
        self.picker.as_ref().is_some_and(|picker| picker.say(message))
    }
}

fn listen(origins: Vec<String>, known: Option<String>, on: &Callback<Linking>) -> Picker {
    let on_knock = on.reform(Linking::Knock);
    let on_said = on.reform(|said: FromPicker| Linking::Said(Box::new(said)));
    Picker::listen(origins, known, on_knock, on_said)
}
