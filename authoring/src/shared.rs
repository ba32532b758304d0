//! Something large that is shown in many places.

use std::ops::Deref;
use std::rc::Rc;

/// Something large that many parts are shown. Whether it is the same is seen at once, without looking through it.
#[derive(Debug)]
pub struct Shared<T>(Rc<T>);

impl<T> Shared<T> {
    /// Shares something from now on.
    pub fn new(value: T) -> Self {
        Shared(Rc::new(value))
    }
}

impl<T: PartialEq> Shared<T> {
    /// Takes something over, unless it says what was there already.
    pub fn renew(&mut self, value: T) -> bool {
        let is_new = *self.0 != value;
        if is_new {
            self.0 = Rc::new(value);
        }
        is_new
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Shared(Rc::clone(&self.0))
    }
}

impl<T: Default> Default for Shared<T> {
    fn default() -> Self {
        Shared(Rc::default())
    }
}

impl<T> Deref for Shared<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.0 == other.0
    }
}

impl<T> From<Rc<T>> for Shared<T> {
    fn from(shared: Rc<T>) -> Self {
        Shared(shared)
    }
}
