//! The keys of a run: no two reports have the same.

use std::collections::HashMap;
use std::sync::Arc;

/// The keys that were given out.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// For each key the number of the last report that wanted it, so that many repetitions stay linear.
    n_last: HashMap<Arc<str>, u64>,
}

impl Keys {
    /// The wanted key, or the first of `wanted~2`, `wanted~3` … that is free.
    pub(crate) fn take(&mut self, wanted: &Arc<str>) -> Arc<str> {
        let Some(&n_last) = self.n_last.get(wanted) else {
            self.n_last.insert(Arc::clone(wanted), 1);
            return Arc::clone(wanted);
        };
        let mut n = n_last + 1;
        let mut key: Arc<str> = numbered(wanted, n);
        while self.n_last.contains_key(&key) {
            n += 1;
            key = numbered(wanted, n);
        }
        self.n_last.insert(Arc::clone(wanted), n);
        self.n_last.insert(Arc::clone(&key), 1);
        key
    }
}

fn numbered(wanted: &str, n: u64) -> Arc<str> {
    format!("{wanted}~{n}").into()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::sync::Arc;

    use proptest::prelude::{ProptestConfig, proptest};

    use super::Keys;

    fn take_all(wanted: &[&str]) -> Vec<Arc<str>> {
        let mut keys = Keys::default();
        wanted.iter().map(|key| keys.take(&Arc::from(*key))).collect()
    }

    #[track_caller]
    fn check(wanted: &[&str], expected: &[&str]) {
        assert_eq!(take_all(wanted).iter().map(AsRef::as_ref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn repeated_keys_are_counted() {
        check(&["a", "b"], &["a", "b"]);
        check(&["a", "a", "b", "a"], &["a", "a~2", "b", "a~3"]);
    }

    #[test]
    fn a_given_key_may_look_like_a_counted_one() {
        check(&["a~2", "a", "a"], &["a~2", "a", "a~3"]);
        check(&["a", "a", "a~2", "a~2", "a"], &["a", "a~2", "a~2~2", "a~2~3", "a~3"]);
    }

    #[test]
    fn many_repetitions_stay_linear() {
        // Quadratic, this would be 5e9 steps.
        let keys = take_all(&vec!["a"; 100_000]);
        assert_eq!(keys[99_999].as_ref(), "a~100000");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn keys_are_unique_and_begin_as_wanted(wanted in proptest::collection::vec("a(~[23]){0,2}", 0..40)) {
            let wanted: Vec<&str> = wanted.iter().map(String::as_str).collect();
            let taken = take_all(&wanted);
            assert_eq!(taken.iter().collect::<HashSet<_>>().len(), wanted.len());
            for (key, wanted) in taken.iter().zip(wanted) {
                assert!(key.starts_with(wanted));
            }
        }
    }
}
