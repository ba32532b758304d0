//! Times as people read them. The browser formats; nothing here knows a calendar.

use js_sys::{Array, Date, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

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

/// The time zone of this device, `UTC` where the browser does not tell.
pub fn time_zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into()).ok();
    zone.and_then(|zone| zone.as_string()).filter(|zone| !zone.is_empty()).unwrap_or_else(|| "UTC".to_owned())
}

/// Every time zone that the browser knows; none where it does not tell.
pub fn time_zones() -> Vec<String> {
    let told = || {
        let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
        let list = Reflect::get(&intl, &"supportedValuesOf".into()).ok()?;
        let list = list.dyn_into::<js_sys::Function>().ok()?.call1(&intl, &"timeZone".into()).ok()?;
        list.dyn_into::<Array>().ok()
    };
    let mut zones: Vec<String> =
        told().map(|list| list.iter().filter_map(|zone| zone.as_string()).collect()).unwrap_or_default();
    if !zones.is_empty() && !zones.iter().any(|zone| zone == "UTC") {
        zones.push("UTC".to_owned());
    }
    zones
}

/// A moment as fields of day and time have it, by this device's clock: `2026-11-26T09:30`.
pub fn local_minute(at_s: i64) -> String {
    let date = Date::new(&JsValue::from_f64(at_s as f64 * 1_000.0));
    let two = |number: u32| format!("{number:02}");
    format!(
        "{:04}-{}-{}T{}:{}",
        date.get_full_year(),
        two(date.get_month() + 1),
        two(date.get_date()),
        two(date.get_hours()),
        two(date.get_minutes())
    )
}

/// What such a field means, in seconds since 1970; nothing when it is empty or half typed.
pub fn of_local_minute(text: &str) -> Option<i64> {
    // Without a zone, day and time are those of this device.
    let at_ms = Date::new(&text.into()).get_time();
    (text.len() >= 16 && at_ms.is_finite()).then(|| (at_ms / 1_000.0) as i64)
}
