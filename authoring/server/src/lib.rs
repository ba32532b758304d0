//! The server: drafts, versions, releases, members; serves the studio, the SDK and published guides.
