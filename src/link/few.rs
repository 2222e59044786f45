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
        self.insert(self.as_slice().len(), another);
    }

    /// Puts another before the one at `at`, or after the last.
    pub fn insert(&mut self, at: usize, another: T) {
        let mut all = self.take();
        all.insert(at, another);
        *self = Self::Many(all);
    }

    /// All but `one`; `None` when none is left.
    pub fn without(mut self, one: &T) -> Option<Self>
    where
        T: PartialEq,
    {
        let mut all = self.take();
        all.retain(|other| other != one);
        if all.len() > 1 { Some(Self::Many(all)) } else { all.pop().map(Self::One) }
    }

    fn take(&mut self) -> Vec<T> {
        match std::mem::replace(self, Self::Many(Vec::new())) {
            Self::One(only) => vec![only],
            Self::Many(all) => all,
        }
    }
}
