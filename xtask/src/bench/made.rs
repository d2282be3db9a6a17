//! Makes as many reports as a measurement needs out of the golden ones.

/// `n` reports. Each round over the material differs from the others in its figures and in the order of its
/// paragraphs, so that no two are the same and nothing is gained by remembering one. There must be some material.
pub fn reports(material: &[String], n: usize) -> impl Iterator<Item = String> {
    let rounds = (0..).flat_map(move |round| material.iter().map(move |report| varied(report, round)));
    rounds.take(n)
}

/// One report of exactly so many bytes, or up to three fewer where a character would be cut. There must be some material.
pub fn report_of_size(material: &[String], n_bytes: usize) -> String {
    let mut text = String::new();
    for report in reports(material, usize::MAX) {
        text.push_str(&report);
        if text.len() >= n_bytes {
            break;
        }
        text.push_str("\n\n");
    }
    text.truncate(text.floor_char_boundary(n_bytes));
    text
}

fn varied(report: &str, round: usize) -> String {
    let mut paragraphs: Vec<&str> = report.split("\n\n").collect();
    if let Some((_headline, rest)) = paragraphs.split_first_mut() {
        rest.rotate_left(round % rest.len().max(1));
    }
    paragraphs.join("\n\n").chars().map(|c| shifted(c, round)).collect()
}

/// A digit moved on by `round`, every other character unchanged.
fn shifted(c: char, round: usize) -> char {
    let digit = c.to_digit(10).and_then(|digit| char::from_digit((digit + (round % 10) as u32) % 10, 10));
    digit.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn material() -> Vec<String> {
        vec![
            "Rain in Ostvik\n\nIt rained 19 mm.\n\n“Wet,” said Ola Brenn.\n\nMore is due.".to_owned(),
            "Über 7".to_owned(),
        ]
    }

    #[test]
    fn rounds_differ_in_figures_and_order() {
        let made: Vec<String> = reports(&material(), 5).collect();
        assert_eq!(made[0], material()[0]);
        assert_eq!(made[1], "Über 7");
        assert_eq!(made[2], "Rain in Ostvik\n\n“Wet,” said Ola Brenn.\n\nMore is due.\n\nIt rained 20 mm.");
        assert_eq!(made[3], "Über 8");
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), 5);
    }

    #[test]
    fn a_report_has_the_size_asked_for() {
        for n_bytes in [0, 1, 60, 100, 1000, 12_345] {
            let report = report_of_size(&material(), n_bytes);
            assert!((n_bytes.saturating_sub(3)..=n_bytes).contains(&report.len()), "{n_bytes}: {}", report.len());
        }
    }
}
