//! Markdown to the closed content tree.
