//! Content codings of upstream, undone piece by piece. We ask for none; some servers compress all the same.

use std::io::{self, Write};

use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// A decoder that is fed pieces and gives back what they decode to.
pub(crate) enum Decoder {
    /// Nothing to undo.
    Identity,
    /// `gzip`
    Gzip(MultiGzDecoder<Vec<u8>>),
    /// `deflate`, before its first byte tells which of two formats it is.
    DeflateUnknown,
    /// `deflate` as the standard says.
    Zlib(ZlibDecoder<Vec<u8>>),
    /// `deflate` as some servers do.
    Raw(DeflateDecoder<Vec<u8>>),
    /// `br`
    Brotli(Box<brotli::DecompressorWriter<Vec<u8>>>),
}

impl Decoder {
    /// The decoder for a `Content-Encoding`, or `None` when it is not known here.
    pub(crate) fn for_coding(name: &str) -> Option<Self> {
        Some(match name.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Self::Identity,
            "gzip" | "x-gzip" => Self::Gzip(MultiGzDecoder::new(Vec::new())),
            "deflate" => Self::DeflateUnknown,
            "br" => Self::Brotli(Box::new(brotli::DecompressorWriter::new(Vec::new(), 16 * 1024))),
            _ => return None,
        })
    }

    /// What `piece` decodes to so far.
    ///
    /// # Errors
    /// When the bytes are not what the coding's name promised.
    pub(crate) fn feed(&mut self, piece: &[u8]) -> io::Result<Vec<u8>> {
        if let (Self::DeflateUnknown, Some(first)) = (&*self, piece.first()) {
            // The low half of a zlib header's first byte is 8; a raw stream of any size cannot begin so.
            *self = if first & 0x0f == 8 {
                Self::Zlib(ZlibDecoder::new(Vec::new()))
            } else {
                Self::Raw(DeflateDecoder::new(Vec::new()))
            };
        }
        match self {
            Self::Identity => Ok(piece.to_vec()),
            Self::DeflateUnknown => Ok(Vec::new()),
            Self::Gzip(decoder) => through(decoder, piece, |decoder| decoder.get_mut()),
            Self::Zlib(decoder) => through(decoder, piece, |decoder| decoder.get_mut()),
            Self::Raw(decoder) => through(decoder, piece, |decoder| decoder.get_mut()),
            Self::Brotli(decoder) => through(decoder.as_mut(), piece, |decoder| decoder.get_mut()),
        }
    }
}

fn through<W: Write>(
    decoder: &mut W,
    piece: &[u8],
    output: impl Fn(&mut W) -> &mut Vec<u8>,
) -> io::Result<Vec<u8>> {
    decoder.write_all(piece)?;
    decoder.flush()?;
    Ok(std::mem::take(output(decoder)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fed one byte at a time, so that nothing depends on where the network cut.
    fn decode(coding: &str, encoded: &[u8]) -> io::Result<Vec<u8>> {
        let mut decoder = Decoder::for_coding(coding).unwrap();
        encoded
            .iter()
            .map(|byte| decoder.feed(&[*byte]))
            .collect::<io::Result<Vec<_>>>()
            .map(|all| all.concat())
    }

    #[test]
    fn every_coding_comes_back() {
        let text = "<!doctype html><title>Aufträge</title>".repeat(50).into_bytes();
        let level = flate2::Compression::default();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), level);
        let mut zlib = flate2::write::ZlibEncoder::new(Vec::new(), level);
        let mut raw = flate2::write::DeflateEncoder::new(Vec::new(), level);
        let mut br = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 22);
        for writer in [&mut gzip as &mut dyn Write, &mut zlib, &mut raw, &mut br] {
            writer.write_all(&text).unwrap();
        }
        assert_eq!(decode("gzip", &gzip.finish().unwrap()).unwrap(), text);
        assert_eq!(decode("deflate", &zlib.finish().unwrap()).unwrap(), text);
        assert_eq!(decode("deflate", &raw.finish().unwrap()).unwrap(), text);
        assert_eq!(decode("br", &br.into_inner()).unwrap(), text);
        assert_eq!(decode("", &text).unwrap(), text);
        assert!(Decoder::for_coding("zstd").is_none());
    }

    #[test]
    fn lies_are_errors() {
        assert!(decode("gzip", b"this is not gzip at all, as anyone can see").is_err());
    }
}
