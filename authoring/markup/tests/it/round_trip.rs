//! Trees to Markdown and back.
