//! The lines of a class list to the names that they hold: one child a line as people write them, and tables as the programs of schools save them.
//!
//! In: the text. Out: for each line its children's names, the given name first. A line that could be read in two ways is read in both: a name too many is
//! looked for and not found, a name too few is published.

use super::words::Words;

/// The titles of columns that hold names, as folded words.
const GIVEN: [&str; 9] = [
    "first name",
    "firstname",
    "given name",
    "given names",
    "forename",
    "preferred name",
    "known as",
    "first",
    "prenom",
];
const FAMILY: [&str; 6] = ["last name", "lastname", "surname", "family name", "family", "nom"];
const WHOLE: [&str; 12] = [
    "name",
    "names",
    "full name",
    "student",
    "students",
    "student name",
    "pupil",
    "pupil name",
    "child",
    "learner",
    "learner name",
    "ingoa",
];

/// The titles of other columns, of which only this is of use: that the line is no child.
const OTHER: [&str; 17] = [
    "room",
    "class",
    "year",
    "level",
    "gender",
    "sex",
    "id",
    "nsn",
    "number",
    "no",
    "email",
    "dob",
    "date of birth",
    "birthday",
    "ethnicity",
    "teacher",
    "house",
];

/// What cells say that is no name.
const NO_NAME: [&str; 19] = [
    "m", "f", "x", "male", "female", "boy", "girl", "diverse", "yes", "no", "y", "n", "room", "rm", "year", "yr",
    "class", "maori", "pakeha",
];

/// What a file of the folder `private/` is, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// A class list.
    Names,
    /// What was agreed.
    Agreed,
    /// What looks like a class list, and is not read.
    Unread,
}

/// What a file of the folder `private/` is; `None` for anything that concerns nobody but the author.
#[must_use]
pub fn kept(path: &str) -> Option<Kept> {
    const LISTS: [&str; 10] =
        ["class", "classlist", "list", "names", "students", "pupils", "children", "roll", "learners", "kids"];
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    match name.as_str() {
        "names.txt" | "names.csv" | "names.tsv" => Some(Kept::Names),
        "agreed.txt" => Some(Kept::Agreed),
        name if name.starts_with(['.', '~']) => None,
        name => folded(name).split(' ').any(|word| LISTS.contains(&word)).then_some(Kept::Unread),
    }
}

/// A line that is not empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// From 1.
    pub number: usize,
    /// The names in it, the given name first, as they are written; `!` at the end of one asks for the whole name only.
    pub names: Vec<String>,
    /// How many children they are of, as far as that can be told.
    pub children: usize,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Given,
    Family,
    Whole,
    Other,
}

/// The lines of a list, but for the titles of its columns and what stands behind `#`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut columns: Option<Vec<Column>> = None;
    let mut all = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        let cells = cells(line);
        if cells.iter().all(String::is_empty) {
            continue;
        }
        if all.is_empty() && columns.is_none() {
            columns = titles(&cells);
            if columns.is_some() {
                continue;
            }
        }
        let names = match &columns {
            Some(columns) => by_columns(columns, &cells),
            None => by_looks(line, &cells),
        };
        let is_of_several = columns.is_none() && is_by_comma(line) && cells.len() > 2;
        let children = if is_of_several { names.len() } else { 1 };
        all.push(Line { number, names, children });
    }
    all
}

/// The cells of a line: parted by tabs, else by semicolons, else by commas. What stands in quotation marks is one cell.
fn cells(line: &str) -> Vec<String> {
    let separator = ['\t', ';'].into_iter().find(|separator| line.contains(*separator)).unwrap_or(',');
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    for c in line.chars() {
        let cell = cells.last_mut().expect("there is always a last cell");
        match c {
            '"' if is_quoted || cell.trim().is_empty() && line.contains(separator) => is_quoted = !is_quoted,
            _ if c == separator && !is_quoted => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// What the columns hold, if these cells are their titles.
fn titles(cells: &[String]) -> Option<Vec<Column>> {
    let known: Vec<Option<Column>> = cells.iter().map(|cell| column(&folded(cell))).collect();
    let holds_names = known.iter().flatten().any(|column| *column != Column::Other);
    // In a table of two columns a child's name might be a title: Nom, Surname.
    let is_sure = cells.len() > 2 || known.iter().all(Option::is_some);
    (holds_names && is_sure).then(|| known.into_iter().map(|column| column.unwrap_or(Column::Other)).collect())
}

fn column(title: &str) -> Option<Column> {
    let title = title.trim_start_matches("student ").trim_start_matches("pupil ").trim_start_matches("legal ");
    let is = |titles: &[&str]| titles.contains(&title);
    match () {
        () if is(&GIVEN) => Some(Column::Given),
        () if is(&FAMILY) => Some(Column::Family),
        () if is(&WHOLE) => Some(Column::Whole),
        () if is(&OTHER) || title.is_empty() => Some(Column::Other),
        () => None,
    }
}

fn by_columns(columns: &[Column], cells: &[String]) -> Vec<String> {
    let of = |wanted: Column| {
        let pairs = columns.iter().zip(cells);
        pairs.filter(move |(column, cell)| **column == wanted && is_name(cell)).map(|(_, cell)| cell.as_str())
    };
    let family = of(Column::Family).collect::<Vec<_>>().join(" ");
    let mut names: Vec<String> = of(Column::Given).map(|given| joined(given, &family)).collect();
    names.extend((names.is_empty() && !family.is_empty()).then_some(family));
    names.extend(of(Column::Whole).flat_map(|cell| by_looks(cell, &self::cells(cell))));
    names.iter().flat_map(|name| others(name)).collect()
}

/// The names in a line of which nothing is known: a list of children, or a row of a table.
fn by_looks(line: &str, cells: &[String]) -> Vec<String> {
    let names: Vec<&str> = match cells {
        [only] => vec![only.as_str()],
        cells => cells.iter().map(String::as_str).filter(|cell| is_name(cell)).collect(),
    };
    let mut found: Vec<String> = match (names.as_slice(), is_by_comma(line)) {
        ([family, given], true) => vec![joined(given, family)],
        ([given, family], false) => vec![joined(given, family)],
        _ => Vec::new(),
    };
    // Two cells of two words each are two children, or a child with two of either name.
    let is_one_child = found.len() == 1 && !names.iter().all(|name| name.split_whitespace().count() > 1);
    found.extend(names.into_iter().filter(|_| !is_one_child).map(str::to_owned));
    found.iter().flat_map(|name| others(name)).collect()
}

fn is_by_comma(line: &str) -> bool {
    !line.contains(['\t', ';'])
}

/// A given name and a family name; a mark at the end of either stands at the end of both.
fn joined(given: &str, family: &str) -> String {
    let mark = if given.ends_with('!') || family.ends_with('!') { " !" } else { "" };
    let plain = |name: &str| name.trim_end_matches('!').trim().to_owned();
    format!("{} {}{mark}", plain(given), plain(family)).trim_start().to_owned()
}

/// A name, and each of several that a stroke parts: `Hēmi/Rangi`.
fn others(name: &str) -> Vec<String> {
    let Some((first, rest)) = name.split_once('/') else { return vec![name.to_owned()] };
    let family = rest.split_once(' ').map_or("", |(_, family)| family);
    let mut all: Vec<String> = [first, rest].into_iter().flat_map(others).collect();
    all.extend((!family.is_empty()).then(|| format!("{first} {family}")));
    all
}

/// Whether a cell of a table may be a name: words alone, and not such as tables are full of.
fn is_name(cell: &str) -> bool {
    let words = folded(cell);
    let is_plain = !cell.contains(|c: char| c.is_ascii_digit() || c == '@');
    is_plain
        && words.split(' ').any(|word| word.chars().count() > 1 || !word.is_ascii())
        && !NO_NAME.contains(&words.as_str())
}

fn folded(cell: &str) -> String {
    let words = Words::of(cell);
    words.all.iter().map(|word| words.folded(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Kept, kept, lines};

    fn names(list: &str) -> Vec<Vec<String>> {
        lines(list).into_iter().map(|line| line.names).collect()
    }

    #[test]
    fn a_line_is_read_as_people_write_it() {
        let cases: &[(&str, &[&str])] = &[
            ("Aroha Ngata", &["Aroha Ngata"]),
            ("Ngata, Aroha", &["Aroha Ngata"]),
            ("Ruby;Smith", &["Ruby Smith"]),
            ("Ruby\tSmith", &["Ruby Smith"]),
            ("Hēmi/Rangi", &["Hēmi", "Rangi"]),
            ("Hēmi/Rangi Ngata", &["Hēmi", "Rangi Ngata", "Hēmi Ngata"]),
            ("Aroha, Tom, Mere", &["Aroha", "Tom", "Mere"]),
            ("Aroha Ngata, Tom Hill", &["Tom Hill Aroha Ngata", "Aroha Ngata", "Tom Hill"]),
            ("May, Will !", &["Will May !"]),
            ("Ngata;Aroha;Room 4;F;12/03/2019", &["Ngata Aroha"]),
            ("\"Ngata, Aroha\",5,F", &["Ngata, Aroha"]),
            ("William \"Billy\" Low", &["William \"Billy\" Low"]),
            ("3,,F", &[]),
        ];
        for (line, expected) in cases {
            assert_eq!(names(line), [expected.to_vec()], "{line}");
        }
    }

    #[test]
    fn the_titles_of_a_table_tell_which_cells_are_names() {
        let table = "NSN,Surname,First name,Preferred name,Ethnicity,Teacher\n\
                     1,Ngata,Aroha Mere,Ro,Māori,Ruth Low\n,,,,,\n2,\"Van der Berg\",Tom,,Dutch,Ruth Low\n3,,,,Dutch,\n";
        let expected = [vec!["Aroha Mere Ngata", "Ro Ngata"], vec!["Tom Van der Berg"], vec![]];
        assert_eq!(names(table), expected);
        assert_eq!(names("Student name;Year\n\"Ngata, Aroha\";5\n"), [["Aroha Ngata"]]);
        assert_eq!(names("Name\nAroha\n"), [["Aroha"]]);
        assert_eq!(names("Nom, Mary\n"), [["Mary Nom"]]);
        assert_eq!(lines("Name\n\nAroha\n")[0].number, 3);
    }

    #[test]
    fn a_class_list_is_known_by_its_name() {
        let cases = [
            ("private/names.txt", Some(Kept::Names)),
            ("Private/Names.TXT", Some(Kept::Names)),
            ("private/names.csv", Some(Kept::Names)),
            ("private/Agreed.txt", Some(Kept::Agreed)),
            ("private/Class list 2026.xlsx", Some(Kept::Unread)),
            ("private/names.xlsx", Some(Kept::Unread)),
            ("private/~$names.xlsx", None),
            ("private/.names.txt.swp", None),
            ("private/to think about.md", None),
            ("private/classroom.md", None),
        ];
        for (path, expected) in cases {
            assert_eq!(kept(path), expected, "{path}");
        }
    }
}
