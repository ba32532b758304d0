//! A page as rectangles, as it was handed over.

use serde_json::Value;
use yew::prelude::*;

/// Draws them; nothing where there are none.
pub fn sketch(wireframe: &Value, label: &'static str) -> Html {
    let whole = |value: &Value, name: &str| value.get(name).and_then(Value::as_i64).unwrap_or(0);
    let (width, height) = (whole(wireframe, "width"), whole(wireframe, "height"));
    let one = |rectangle: &Value| {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|name| whole(rectangle, name));
        let label = rectangle.get("label").and_then(Value::as_str).map(str::to_owned);
        let class = if label.is_some() { "named" } else { "" };
        html! {
            <>
                <rect {class} x={x.to_string()} y={y.to_string()} width={width.to_string()} height={height.to_string()} rx="3" />
                if let Some(label) = label { <text x={(x + 6).to_string()} y={(y + height / 2 + 5).to_string()}>{ label }</text> }
            </>
        }
    };
    let all = wireframe.get("boxes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let said: Vec<&str> = all.iter().filter_map(|one| one.get("label")?.as_str()).collect();
    html! {
        <svg class="sketch" viewBox={format!("0 0 {width} {height}")} role="img" aria-label={format!("{label}: {}", said.join(", "))}>
            { for all.iter().map(one) }
        </svg>
    }
}
