//! The rules of the tree, checked: who may use whom, how long a file may be, what must not be called or written.

#[cfg(test)]
mod banned_calls;
#[cfg(test)]
mod builds;
#[cfg(test)]
mod files;
#[cfg(test)]
mod ranks;
#[cfg(test)]
mod words;
