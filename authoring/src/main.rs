//! The studio: where technicians write, try and publish guides.
//!
//! Entry points: [`app::App`] (session, language, theme, routes), `later` (code that comes when it is needed), `pages` (one file or folder a page), `components` (what pages
//! are made of), `hooks` (loading, keys), `services` (server, browser storage, checking beside the page, files),
//! `words` (every word of the interface).
//!
//! Invariants: rules about guides live in `lotse-editor`, never here; nodes are built, markup never set; nothing is styled
//! by attribute, so that `style-src 'self'` holds; one component owns a draft and everybody else sends it commands.

mod app;
mod components;
mod hooks;
mod later;
mod pages;
mod route;
mod services;
mod shared;
mod words;

fn main() {
    // The same module runs beside the page, where it checks drafts and shows nothing.
    if web_sys::window().is_some() {
        yew::Renderer::<app::App>::new().render();
    }
}
