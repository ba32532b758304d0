//! What an instance is told when it begins. Written by the loader, read like any other document.

lotse_model::wire! {
    /// Configuration of one instance.
    struct Config {
        /// Separates stored state of several instances on an origin: the project, or the manifest's address.
        scope: String,
        /// Address of the manifest or single file.
        source: String,
        /// Version of the SDK, `major.minor.patch`.
        version: String,
        /// The only project that is accepted; any when absent.
        project: Option<String>,
        /// The only environment that is accepted; any when absent.
        environment: Option<String>,
        /// Public keys, now and next: SPKI in base64.
        keys: Vec<String> = Vec::new(),
        /// Whether an unverifiable manifest is refused.
        require_signature: bool = false,
        /// Language asked for.
        language: Option<String>,
        /// Whether the source is a single file.
        is_single_file: bool = false,
        /// Whether triggers may act by themselves.
        runs_triggers: bool = true,
        /// Whether the core has only what a first card needs so far.
        is_partial: bool = false,
        /// Whether state is kept on the device.
        stores: bool = true,
        /// Whether native anchoring may be used.
        anchors: bool = true,
        /// Whether records may be posted.
        sends_records: bool = false,
    }
}
