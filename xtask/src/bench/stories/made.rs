//! Made reports whose stories are known.
//!
//! A topic has names and words of its own, which all its stories share; a story has some rare ones beside them, figures
//! and a day; a report takes a part of each among common words, in the lengths of news. Some reports copy most of an earlier
//! one. So stories of one topic resemble each other, as they do in the news. Nothing is read but the table of common
//! words; the same seed gives the same bytes.

use std::io::{self, Write};

use serde_json::json;

const SEED: u64 = 0x5eed_da7e_11e5;

/// Stories of one topic, on average; a topic is told of again and again.
const STORIES_A_TOPIC: usize = 12;

/// Names that a topic has, and words.
const TOPIC_NAMES: usize = 6;
const TOPIC_WORDS: usize = 60;

/// Names and words that a story has of its own.
const STORY_NAMES: usize = 5;
const STORY_WORDS: usize = 30;

/// Words of the shortest and the longest reports.
const REPORT_WORDS: (usize, usize) = (90, 420);

/// One of so many reports copies most of the report before it in its story.
const COPIES_ONE_OF: usize = 8;

/// Most reports of a story.
const STORY_REPORTS_MAX: usize = 400;

/// Days on which the stories happen.
const DAYS: usize = 365;

/// Writes so many reports as JSON Lines, in an order that has nothing to do with their stories, and tells how many
/// stories they are made for.
///
/// # Errors
/// As the writer gives them.
pub fn write(common_words: &str, n_reports: usize, mut out: impl Write) -> io::Result<usize> {
    let mut random = Random(SEED);
    let sizes = sizes(&mut random, n_reports);
    let n_topics = sizes.len().div_ceil(STORIES_A_TOPIC);
    let words = common_words.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split('\t').next());
    // Sentences get their capital by the first byte.
    let common: Vec<&str> = words.filter(|word| word.is_ascii()).collect();
    let mut order: Vec<(usize, usize)> =
        sizes.iter().enumerate().flat_map(|(story, size)| (0..*size).map(move |n| (story, n))).collect();
    random.shuffle(&mut order);
    for (story, n) in order {
        let report = report(&common, n_topics, story, n);
        writeln!(out, "{report}")?;
    }
    out.flush()?;
    Ok(sizes.len())
}

/// How many reports each story has: most have few, few have many.
fn sizes(random: &mut Random, n_reports: usize) -> Vec<usize> {
    let mut sizes = Vec::new();
    let mut n_left = n_reports;
    while n_left > 0 {
        let rank = random.below(1000) + 1;
        let size = (1000 / rank).clamp(1, STORY_REPORTS_MAX).min(n_left) + random.below(3);
        let size = size.min(n_left);
        sizes.push(size);
        n_left -= size;
    }
    sizes
}

/// A report as a line. Each is made from its own place alone, so that none has to be remembered.
fn report(common: &[&str], n_topics: usize, story: usize, n: usize) -> serde_json::Value {
    let mut of_story = Random::of(&[1, story]);
    let topic = of_story.below(n_topics);
    let day = of_story.below(DAYS);
    let mut random = Random::of(&[2, story, n]);
    let mut text = body(common, (topic, story, n), &mut random);
    if n > 0 && random.below(COPIES_ONE_OF) == 0 {
        let copied = body(common, (topic, story, n - 1), &mut Random::of(&[2, story, n - 1]));
        let end = copied.floor_char_boundary(copied.len() * 2 / 3);
        text = format!("{}. {}", &copied[..end], &text[..text.floor_char_boundary(text.len() / 3)]);
    }
    let title = sentence(common, (topic, story), 9, &mut random);
    let day = day + random.below(2);
    let published = format!("2031-{:02}-{:02}", day / 31 % 12 + 1, day % 28 + 1);
    json!({"id": format!("{story}-{n}"), "title": title, "published": published, "text": format!("{title}\n\n{text}")})
}

fn body(common: &[&str], (topic, story, _): (usize, usize, usize), random: &mut Random) -> String {
    let n_words = REPORT_WORDS.0 + random.below(REPORT_WORDS.1 - REPORT_WORDS.0);
    let sentences = (0..n_words / 15).map(|_| sentence(common, (topic, story), 15, random));
    sentences.collect::<Vec<_>>().join(". ")
}

/// A seventh of the words are the topic's, a fifth the story's, the others common ones.
fn sentence(common: &[&str], (topic, story): (usize, usize), n_words: usize, random: &mut Random) -> String {
    let words = (0..n_words).map(|_| match random.below(100) {
        0..=3 => name(&[3, topic, random.below(TOPIC_NAMES)]),
        4..=13 => word(&[4, topic, random.below(TOPIC_WORDS)]),
        14..=20 => name(&[5, story, random.below(STORY_NAMES)]),
        21..=32 => word(&[6, story, random.below(STORY_WORDS)]),
        33 => Random::of(&[7, story, random.below(3)]).below(900).to_string(),
        _ => common[random.rank(common.len())].to_owned(),
    });
    let mut sentence = words.collect::<Vec<_>>().join(" ");
    sentence[..1].make_ascii_uppercase();
    sentence
}

/// A word of the language, somewhere among a hundred thousand: topics and stories share many.
fn word(place: &[usize]) -> String {
    let mut random = Random::of(place);
    let rank = random.rank(100_000);
    syllables(&mut Random::of(&[8, rank]))
}

/// A name, somewhere among three hundred thousand.
fn name(place: &[usize]) -> String {
    let rank = Random::of(place).below(300_000);
    let mut name = syllables(&mut Random::of(&[9, rank]));
    name[..1].make_ascii_uppercase();
    name
}

fn syllables(random: &mut Random) -> String {
    let n = 2 + random.below(3);
    let syllable = |_| {
        let (onset, vowel, end) = (random.below(16), random.below(5), random.below(6));
        format!(
            "{}{}{}",
            &"bcdfghjklmnprstv"[onset..=onset],
            &"aeiou"[vowel..=vowel],
            ["", "n", "r", "l", "s", "m"][end]
        )
    };
    (0..n).map(syllable).collect()
}

/// `SplitMix64`: the same numbers everywhere.
struct Random(u64);

impl Random {
    /// A generator of its own for each place.
    fn of(place: &[usize]) -> Self {
        let mut random = Self(SEED);
        for part in place {
            random.0 = random.next() ^ *part as u64;
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`, which must not be 0.
    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    /// A number below `n`, the smaller the likelier, as words of a language are by their rank.
    fn rank(&mut self, n: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((n as f64).powf(part) as usize).min(n - 1)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::write;

    #[test]
    fn the_same_reports_are_made_again_and_none_twice() {
        let made = |n| {
            let mut bytes = Vec::new();
            let n_stories = write("word\tper_million\n# words\nthe\t5\nof\t3\n", n, &mut bytes).expect("memory");
            (String::from_utf8(bytes).expect("text"), n_stories)
        };
        let (lines, n_stories) = made(500);
        assert_eq!(made(500).0, lines);
        assert!((20..400).contains(&n_stories), "{n_stories}");
        assert_eq!(lines.lines().collect::<BTreeSet<_>>().len(), 500);
        for line in lines.lines() {
            let report: serde_json::Value = serde_json::from_str(line).expect("a row");
            assert!(report["text"].as_str().is_some_and(|text| text.split(' ').count() > 50), "{line}");
        }
    }
}
