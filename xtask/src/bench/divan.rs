//! Reads the tables that divan prints; it has no output for programs.

/// What was measured of one function for one argument.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The function, after the bench and the groups it stands in.
    pub name: String,
    /// The argument, as a rule the size of the input in bytes.
    pub argument: Option<String>,
    /// The median time of a run, as divan prints it.
    pub time: String,
    /// The median throughput, where the function counts what it works on.
    pub throughput: Option<String>,
}

/// Takes the measurements out of what divan benches printed.
pub fn parse(printed: &str) -> Vec<Measured> {
    let mut measured: Vec<Measured> = Vec::new();
    let mut path: Vec<&str> = Vec::new();
    for line in printed.lines() {
        let Some(median) = line.rsplit('│').nth(COLUMNS_AFTER_MEDIAN).map(str::trim) else { continue };
        if median == "median" {
            path = line.split_whitespace().take(1).collect();
        } else if let Some((depth, name)) = branch(line) {
            path.truncate(depth);
            path.push(name);
            if !median.is_empty() {
                measured.push(measurement(&path, median));
            }
        } else if let Some(last) = measured.last_mut().filter(|_| !median.is_empty()) {
            // A line without a name goes on with the counters of the line above it.
            last.throughput = Some(median.to_owned());
        }
    }
    measured
}

/// Divan's columns are fastest, slowest, median, mean, samples, iters.
const COLUMNS_AFTER_MEDIAN: usize = 3;

/// How deep a line stands in the tree, whose root is the head of the table, and its name; `None` without a name.
fn branch(line: &str) -> Option<(usize, &str)> {
    let (before, after) = line.split_once("├─ ").or_else(|| line.split_once("╰─ "))?;
    let name = after.split("  ").next().unwrap_or(after).trim();
    Some((before.chars().count() / CHARS_A_LEVEL + 1, name))
}

/// Divan indents by "│  " for each level.
const CHARS_A_LEVEL: usize = 3;

fn measurement(path: &[&str], median: &str) -> Measured {
    let (argument, function) = match path.split_last() {
        Some((last, groups)) if last.bytes().all(|byte| byte.is_ascii_digit()) => (Some((*last).to_owned()), groups),
        _ => (None, path),
    };
    Measured { name: function.join(" / "), argument, time: median.to_owned(), throughput: None }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "\
Timer precision: 39 ns
b               fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ blocks                     │               │               │               │         │
│  ├─ 1000      4.679 µs      │ 5.151 µs      │ 4.7 µs        │ 4.843 µs      │ 3       │ 3
│  │            213.7 MB/s    │ 194.1 MB/s    │ 212.7 MB/s    │ 206.4 MB/s    │         │
│  ╰─ 10000000  43.08 ms      │ 43.35 ms      │ 43.18 ms      │ 43.2 ms       │ 3       │ 3
│               232.1 MB/s    │ 230.6 MB/s    │ 231.5 MB/s    │ 231.4 MB/s    │         │
├─ plain        27.27 ns      │ 28.62 ns      │ 27.75 ns      │ 27.88 ns      │ 3       │ 768
╰─ inner                      │               │               │               │         │
   ╰─ deep                    │               │               │               │         │
      ╰─ 10     49.01 ns      │ 96.26 ns      │ 56.51 ns      │ 67.26 ns      │ 3       │ 192
                204 Mitem/s   │ 103.8 Mitem/s │ 176.9 Mitem/s │ 148.6 Mitem/s │         │

running 0 tests
other    fastest       │ slowest       │ median        │ mean          │ samples │ iters
╰─ last  1.2 µs        │ 1.4 µs        │ 1.3 µs        │ 1.3 µs        │ 3       │ 3
";

    #[test]
    fn every_leaf_of_the_tree_is_a_measurement() {
        let measured = |name: &str, argument: Option<&str>, time: &str, throughput: Option<&str>| Measured {
            name: name.to_owned(),
            argument: argument.map(str::to_owned),
            time: time.to_owned(),
            throughput: throughput.map(str::to_owned),
        };
        let expected = [
            measured("b / blocks", Some("1000"), "4.7 µs", Some("212.7 MB/s")),
            measured("b / blocks", Some("10000000"), "43.18 ms", Some("231.5 MB/s")),
            measured("b / plain", None, "27.75 ns", None),
            measured("b / inner / deep", Some("10"), "56.51 ns", Some("176.9 Mitem/s")),
            measured("other / last", None, "1.3 µs", None),
        ];
        assert_eq!(parse(PRINTED), expected);
    }

    #[test]
    fn other_output_holds_no_measurement() {
        assert_eq!(parse("running 0 tests\n\ntest result: ok. 0 passed\n"), []);
    }
}
