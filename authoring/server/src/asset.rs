//! Pictures: taken in by decoding and encoding anew, so that nothing but pixels gets through; served under the hash of their
//! bytes.

use std::io::Cursor;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use image::codecs::gif::{GifDecoder, GifEncoder, Repeat};
use image::codecs::jpeg::JpegEncoder;
use image::{AnimationDecoder as _, DynamicImage, ImageFormat, ImageReader, Limits};
use lotse_api::guides::Asset;
use lotse_editor::compile::hex;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::app::App;
use crate::audit::Act;
use crate::body::Raw;
use crate::refusal::Refusal;
use crate::scope::Scope;
use crate::serving::{FOR_EVER, answer};
use crate::shelf::{self, picture_name};
use crate::store::{Write, rows};

/// Most pixels of a picture, all frames of a moving one together.
const MOST_PIXELS: u64 = 20_000_000;
/// Most memory that decoding may take, in bytes.
const MOST_MEMORY: u64 = 256 * 1024 * 1024;
/// Quality of JPEGs, of 100.
const JPEG_QUALITY: u8 = 88;

/// A picture that has been encoded anew.
struct Picture {
    body: Vec<u8>,
    ending: &'static str,
    width: u32,
    height: u32,
}

/// `PUT /projects/{project}/assets`
pub(crate) async fn take(
    scope: Scope,
    State(app): State<App>,
    Raw(bytes): Raw,
) -> Result<Json<Asset>, Refusal> {
    let picture = tokio::task::spawn_blocking(move || encode_anew(&bytes))
        .await
        .map_err(|error| Refusal::internal(&error))??;
    let name = format!("{}.{}", hex(&Sha256::digest(&picture.body)), picture.ending);
    let bytes = picture.body.len() as u64;
    let mut body = picture.body;
    if let Some(bucket) = &app.bucket {
        bucket.put_all(vec![(picture_name(&name), std::mem::take(&mut body))]).await?;
    }
    let mut write = scope.write().await?;
    let done = scope
        .statement(
            "insert into assets (project, name, width, height, body) values ($1, $2, $3, $4, $5) on conflict do nothing",
        )
        .bind(name.clone())
        .bind(i64::from(picture.width))
        .bind(i64::from(picture.height))
        .bind(body)
        .execute(write.connection())
        .await?;
    if done.rows_affected() > 0 {
        let detail = json!({ "bytes": bytes });
        scope.note(&mut write, Act { act: "asset_take", subject: &name, detail }).await?;
        allow_own_pictures(&scope, &mut write).await?;
    }
    write.commit().await?;
    // Guides are shown in pages of other origins, so an address needs the whole of it. Without https no page may load it from
    // elsewhere, and the address stays relative.
    let url = format!("{}/a/{name}", app.own.secure_origin().unwrap_or_default());
    Ok(Json(Asset { url, width: picture.width, height: picture.height, bytes }))
}

/// Lists this server among the hosts that pictures of the project may come from.
async fn allow_own_pictures(scope: &Scope, write: &mut Write) -> Result<(), Refusal> {
    let origin = scope.app.own.secure_origin();
    let Some((_, host)) = origin.and_then(|origin| origin.split_once("://")) else { return Ok(()) };
    let (document,): (String,) =
        scope.rows("select document from projects where project = $1").fetch_one(write.connection()).await?;
    let mut document: Value = serde_json::from_str(&document).map_err(|error| Refusal::internal(&error))?;
    let Some(members) = document.as_object_mut() else { return Ok(()) };
    let hosts = members.entry("image_hosts").or_insert_with(|| json!([]));
    let Some(hosts) = hosts.as_array_mut().filter(|hosts| !hosts.contains(&json!(host))) else {
        return Ok(());
    };
    hosts.push(json!(host));
    scope
        .statement("update projects set document = $2, revision = revision + 1 where project = $1")
        .bind(document.to_string())
        .execute(write.connection())
        .await?;
    Ok(())
}

/// `GET /a/{file}`
pub(crate) async fn show(
    State(app): State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let found: Option<(Vec<u8>,)> = rows("select body from assets where name = $1 limit 1")
        .bind(file.clone())
        .fetch_optional(app.store.pool())
        .await?;
    let (body,) = found.ok_or_else(|| Refusal::not_found("file"))?;
    let body = shelf::body(&app, body, &picture_name(&file)).await?;
    let kind = mime_guess::from_path(&file).first_or_octet_stream().to_string();
    Ok(answer(&headers, body.into(), &file, &kind, FOR_EVER).await)
}

fn encode_anew(bytes: &[u8]) -> Result<Picture, Refusal> {
    let format = image::guess_format(bytes).map_err(|_| no_picture())?;
    let ending = match format {
        ImageFormat::Png => "png",
        ImageFormat::Jpeg => "jpg",
        ImageFormat::WebP => "webp",
        ImageFormat::Gif => "gif",
        _ => return Err(no_picture()),
    };
    let reader = |bytes| ImageReader::with_format(Cursor::new(bytes), format);
    // Size first: a small file can claim to be endless.
    let (width, height) = reader(bytes).into_dimensions().map_err(|_| no_picture())?;
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS {
        return Err(too_many_pixels());
    }
    let body = if format == ImageFormat::Gif {
        moving(bytes, pixels)?
    } else {
        let mut reader = reader(bytes);
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_MEMORY);
        reader.limits(limits);
        still(&reader.decode().map_err(|_| no_picture())?, format)?
    };
    Ok(Picture { body, ending, width, height })
}

fn still(picture: &DynamicImage, format: ImageFormat) -> Result<Vec<u8>, Refusal> {
    let mut body = Cursor::new(Vec::new());
    let written = match format {
        ImageFormat::Jpeg => {
            let flat = DynamicImage::from(picture.to_rgb8());
            flat.write_with_encoder(JpegEncoder::new_with_quality(&mut body, JPEG_QUALITY))
        }
        ImageFormat::WebP => DynamicImage::from(picture.to_rgba8()).write_to(&mut body, format),
        _ => picture.write_to(&mut body, format),
    };
    written.map_err(|error| Refusal::internal(&error))?;
    Ok(body.into_inner())
}

fn moving(bytes: &[u8], pixels: u64) -> Result<Vec<u8>, Refusal> {
    let decoder = GifDecoder::new(Cursor::new(bytes)).map_err(|_| no_picture())?;
    let mut body = Vec::new();
    let mut total = 0;
    {
        let mut encoder = GifEncoder::new_with_speed(&mut body, 10);
        encoder.set_repeat(Repeat::Infinite).map_err(|error| Refusal::internal(&error))?;
        for frame in decoder.into_frames() {
            total += pixels;
            if total > MOST_PIXELS {
                return Err(too_many_pixels());
            }
            let frame = frame.map_err(|_| no_picture())?;
            encoder.encode_frame(frame).map_err(|error| Refusal::internal(&error))?;
        }
    }
    if total == 0 { Err(no_picture()) } else { Ok(body) }
}

fn no_picture() -> Refusal {
    Refusal::refused(
        "Das ist kein Bild, das hier erlaubt ist: PNG, JPEG, WebP oder GIF. SVG geht nicht.",
        "That is no picture that is allowed here: PNG, JPEG, WebP or GIF. SVG is not.",
    )
    .at("picture")
}

fn too_many_pixels() -> Refusal {
    Refusal::new(
        lotse_api::FaultKind::TooLarge,
        "Das Bild ist zu groß: höchstens 20 Megapixel, alle Einzelbilder zusammen.",
        "The picture is too large: 20 megapixels at most, all frames together.",
    )
    .at("picture")
}
