//! One thing, seldom more: what bears a name.

/// At least one.
#[derive(Debug)]
pub(super) enum Few<T> {
    One(T),
    Many(Vec<T>),
}

impl<T> Few<T> {
    pub fn one(only: T) -> Self {
        Self::One(only)
    }

    pub fn as_slice(&self) -> &[T] {
        match self {
            Self::One(only) => std::slice::from_ref(only),
            Self::Many(all) => all,
        }
    }

    pub fn push(&mut self, another: T) {
        match std::mem::replace(self, Self::Many(Vec::new())) {
            Self::One(first) => *self = Self::Many(vec![first, another]),
            Self::Many(mut all) => {
                all.push(another);
                *self = Self::Many(all);
            }
        }
    }
}
