//! Times as people read them. The browser formats; nothing here knows a calendar.

use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::JsValue;

/// Now, in milliseconds since 1970.
pub fn now_ms() -> i64 {
    Date::now() as i64
}

/// Day and time, short, in a language.
pub fn moment(at_ms: i64, language: &str) -> String {
    let date = Date::new(&JsValue::from_f64(at_ms as f64));
    let options = Object::new();
    let _ = Reflect::set(&options, &"dateStyle".into(), &"medium".into());
    let _ = Reflect::set(&options, &"timeStyle".into(), &"short".into());
    date.to_locale_string(language, &options).into()
}

/// The day, short, in a language.
pub fn day(at_ms: i64, language: &str) -> String {
    let options = Object::new();
    let _ = Reflect::set(&options, &"dateStyle".into(), &"medium".into());
    Date::new(&JsValue::from_f64(at_ms as f64)).to_locale_date_string(language, &options).into()
}

/// What a field for day and time holds, as a moment of this browser's zone.
pub fn typed_ms(typed: &str) -> Option<i64> {
    let ms = Date::parse(typed);
    ms.is_finite().then_some(ms as i64)
}

/// How long ago, in a language: `3 min. ago`, `yesterday`.
pub fn ago(at_ms: i64, language: &str) -> String {
    let seconds = (at_ms - now_ms()) / 1000;
    let (count, unit) = match seconds.abs() {
        0..60 => (0, "second"),
        60..3_600 => (seconds / 60, "minute"),
        3_600..86_400 => (seconds / 3_600, "hour"),
        86_400..2_592_000 => (seconds / 86_400, "day"),
        _ => return moment(at_ms, language),
    };
    let options = Object::new();
    let _ = Reflect::set(&options, &"numeric".into(), &"auto".into());
    let _ = Reflect::set(&options, &"style".into(), &"short".into());
    let format = js_sys::Intl::RelativeTimeFormat::new(&Array::of1(&language.into()), &options);
    format.format(count as f64, unit).into()
}
