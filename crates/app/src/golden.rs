//! The sample reports that come with Dateline.

/// The names and texts of the reports of one invented story.
pub const HARBOUR: [(&str, &str); 5] = [
    ("agency-wire.txt", include_str!("../../../golden/harbour/agency-wire.txt")),
    ("blog.txt", include_str!("../../../golden/harbour/blog.txt")),
    ("broadsheet.txt", include_str!("../../../golden/harbour/broadsheet.txt")),
    ("state-media.txt", include_str!("../../../golden/harbour/state-media.txt")),
    ("tabloid.txt", include_str!("../../../golden/harbour/tabloid.txt")),
];

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::HARBOUR;

    #[test]
    fn every_report_of_the_folder_is_here_by_name() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../golden/harbour");
        let entries = fs::read_dir(folder).expect("the folder of sample reports");
        let mut names: Vec<_> = entries.map(|entry| entry.expect("a file of the folder").file_name()).collect();
        names.sort();
        assert_eq!(names, HARBOUR.map(|(name, _)| name));
    }
}
