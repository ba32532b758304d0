//! How the picker in the host app finds its studio where neither `opener` nor framing is there: a short code and a relay.
//!
//! | route | who | body | answer |
//! |---|---|---|---|
//! | `POST /projects/{project}/pairings` | studio | [`NewPairing`] | [`Pairing`] |
//! | `POST /pairings/join` | picker, origin of an environment | [`Join`] | [`Joined`] |
//! | `POST /pairings/{pairing}/messages` | both | [`Parcel`] | 204 |
//! | `GET /pairings/{pairing}/messages?after=N` | both | waits up to 25 s | [`Parcel`] |
//! | `DELETE /pairings/{pairing}` | studio | | 204 |
//!
//! A code works once, for 60 s. The picker's side is known by [`Joined::secret`] (`Authorization: Bearer …`), the studio's by its
//! session. A picker whose page went away joins again with its secret within 30 s, from the same origin, once the studio
//! grants it by going on to listen. The relay keeps at most 256 KiB each way, in memory, and forgets what was fetched.

use crate::wire;

/// How long a code works, in milliseconds.
pub const CODE_LASTS_MS: u32 = 60_000;

wire! {
    /// Asks for a code.
    pub struct NewPairing {
        /// The environment whose origins may join.
        pub environment: String,
    }

    /// A code, for the technician to type or for the link that opens the host app.
    pub struct Pairing {
        /// Id of the relay.
        pub pairing: String,
        /// Eight characters without look-alikes.
        pub code: String,
        /// When it ends, in milliseconds since 1970.
        pub until_ms: i64,
    }

    /// The picker shows a code.
    pub struct Join {
        /// As typed; case and hyphens do not matter.
        pub code: String,
    }

    /// The picker is in.
    pub struct Joined {
        /// Id of the relay.
        pub pairing: String,
        /// The picker's proof, for this relay only.
        pub secret: String,
    }

    /// Messages of [`crate::channel`], as text.
    pub struct Parcel {
        /// Number of the last of them; the next look asks for what comes after.
        pub last: u64,
        /// Each a JSON document.
        pub messages: Vec<String>,
    }
}
