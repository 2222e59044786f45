//! The lines of a class list to the names that they hold: one child a line as people write them, and tables as the programs of schools save them.
//!
//! In: the text. Out: for each line its children's names, the given name first. A line that could be read in two ways is read in both: a name too many is
//! looked for and not found, a name too few is published.

use std::collections::BTreeSet;

use super::columns::{Column, titles};
use super::words::Words;

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
    match without_second_ending(&name) {
        "names.txt" | "names.csv" | "names.tsv" => Some(Kept::Names),
        "agreed.txt" => Some(Kept::Agreed),
        name if name.starts_with(['.', '~']) => None,
        name => Words::of(name).all_folded().any(|word| LISTS.contains(&word)).then_some(Kept::Unread),
    }
}

/// A name as it was meant: an editor that hides endings saves `names.txt` as `names.txt.txt`.
fn without_second_ending(name: &str) -> &str {
    let is_text = |name: &&str| [".txt", ".csv", ".tsv"].iter().any(|ending| name.ends_with(ending));
    name.strip_suffix(".txt").filter(is_text).unwrap_or(name)
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

/// A line, taken apart.
struct Row<'t> {
    number: usize,
    line: &'t str,
    cells: Vec<String>,
}

/// The lines of a list, but for the titles of its columns and what stands behind `#`.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let said = (1..).zip(text.lines()).skip_while(|(_, line)| tells_separator(line));
    let rows: Vec<Row<'_>> = said.map(row).filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect();
    let columns = rows.first().and_then(|row| titles(&row.cells));
    let rows = &rows[usize::from(columns.is_some())..];
    let columns = columns.map(|columns| without_repeats(columns, rows));
    rows.iter().map(|row| line_of(row, columns.as_deref())).collect()
}

/// Whether this is the line that spreadsheets write above a table: `sep=;`.
fn tells_separator(line: &str) -> bool {
    line.get(..4).is_some_and(|begin| begin.eq_ignore_ascii_case("sep=")) && line.len() <= "sep=\",\"".len()
}

fn row((number, line): (usize, &str)) -> Row<'_> {
    let line = line.split('#').next().unwrap_or_default().trim();
    Row { number, line, cells: cells(line) }
}

fn line_of(Row { number, line, cells }: &Row<'_>, columns: Option<&[Column]>) -> Line {
    let names = match columns {
        Some(columns) => by_columns(columns, cells),
        None => by_looks(line, cells),
    };
    let is_of_several = columns.is_none() && is_by_comma(line) && cells.len() > 2;
    let children = if is_of_several { names.len() } else { 1 };
    Line { number: *number, names, children }
}

/// The cells of a line: parted by tabs, else by semicolons, else by commas. What stands in quotation marks is one cell, in which a mark is written
/// twice (RFC 4180, section 2).
fn cells(line: &str) -> Vec<String> {
    let separator = ['\t', ';'].into_iter().find(|separator| line.contains(*separator)).unwrap_or(',');
    let mut cells = vec![String::new()];
    let mut is_quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        let cell = cells.last_mut().expect("there is always a last cell");
        match c {
            '"' if is_quoted && chars.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' if is_quoted || cell.trim().is_empty() && line.contains(separator) => is_quoted = !is_quoted,
            _ if c == separator && !is_quoted => cells.push(String::new()),
            _ => cell.push(c),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

/// The columns, where one of an unknown title that says the same again and again counts as another: it parts the children into a few kinds (`Above`,
/// `At`, `Below`), and names few of them.
fn without_repeats(columns: Vec<Column>, rows: &[Row<'_>]) -> Vec<Column> {
    let repeats = |at: usize| {
        let cells: Vec<&str> =
            rows.iter().filter_map(|row| row.cells.get(at)).map(String::as_str).filter(|cell| is_name(cell)).collect();
        cells.iter().collect::<BTreeSet<_>>().len() * 2 <= cells.len()
    };
    let settled = |(at, column)| if column == Column::Unknown && repeats(at) { Column::Other } else { column };
    columns.into_iter().enumerate().map(settled).collect()
}

fn by_columns(columns: &[Column], cells: &[String]) -> Vec<String> {
    let of = |wanted: Column| {
        let pairs = columns.iter().zip(cells);
        pairs.filter(move |(column, cell)| **column == wanted && is_name(cell)).map(|(_, cell)| cell)
    };
    let plain = |cell: &String| without_figures(cell);
    let family = of(Column::Family).map(plain).collect::<Vec<_>>().join(" ");
    // `Name;Vorname`: what is headed as a name is a half of one.
    let half = || of(Column::Whole).map(plain).find(|name| !name.contains([' ', ',']));
    let behind = if family.is_empty() { half().unwrap_or_default() } else { family.clone() };
    let mut names: Vec<String> = of(Column::Given).map(|given| joined(&plain(given), &behind)).collect();
    names.extend((names.is_empty() && !family.is_empty()).then_some(family));
    let others = of(Column::Whole).chain(of(Column::Unknown).filter(|cell| looks_like_a_name(cell)));
    names.extend(others.flat_map(|cell| by_looks(cell, &self::cells(cell))));
    names.iter().flat_map(|name| each(name)).collect()
}

/// Whether a cell, of which nothing else is known, looks like a name: a few words, the first with a capital letter.
fn looks_like_a_name(cell: &str) -> bool {
    !cell.starts_with(char::is_lowercase) && cell.split_whitespace().count() <= 4
}

/// The names in a line of which nothing is known: a list of children, or a row of a table.
fn by_looks(line: &str, cells: &[String]) -> Vec<String> {
    let names: Vec<String> = match cells {
        [only] => vec![without_figures(only)],
        cells => cells.iter().filter(|cell| is_name(cell)).map(|cell| without_figures(cell)).collect(),
    };
    let mut found: Vec<String> = match (names.as_slice(), is_by_comma(line)) {
        ([family, given], true) => vec![joined(given, family)],
        ([given, family], false) => vec![joined(given, family)],
        _ => Vec::new(),
    };
    // Two cells of two words each are two children, or a child with two of either name.
    let is_one_child = found.len() == 1 && !names.iter().all(|name| name.split_whitespace().count() > 1);
    found.extend(names.into_iter().filter(|_| !is_one_child));
    found.iter().flat_map(|name| each(name)).collect()
}

fn is_by_comma(line: &str) -> bool {
    !line.contains(['\t', ';'])
}

/// A given name and a family name; a mark at the end of either stands at the end of both.
fn joined(given: &str, family: &str) -> String {
    let mark = if given.ends_with('!') || family.ends_with('!') { " !" } else { "" };
    let plain = |name: &str| name.trim_end_matches('!').trim().to_owned();
    format!("{} {}{mark}", plain(given), plain(family)).trim().to_owned()
}

/// A name, or each of several that a stroke parts: `Hēmi/Rangi`, and with the family name of the last: `Hēmi/Rangi Ngata`.
fn each(name: &str) -> Vec<String> {
    let mut all: Vec<String> = name.split('/').map(str::to_owned).collect();
    if let [first @ .., last] = all.as_slice()
        && let Some((_, family)) = last.split_once(' ').filter(|(_, family)| !family.is_empty())
    {
        let with_family: Vec<String> = first.iter().map(|name| format!("{name} {family}")).collect();
        all.extend(with_family);
    }
    all
}

/// Words alone: `Aroha Ngata Y4` is in her fourth year, and `1. Aroha Ngata` the first of a list.
fn without_figures(cell: &str) -> String {
    let words = cell.split_whitespace().filter(|word| !word.contains(|c: char| c.is_ascii_digit()));
    words.collect::<Vec<_>>().join(" ")
}

/// Whether a cell of a table may be a name: words, and not such as tables are full of, nor a date or a street.
fn is_name(cell: &str) -> bool {
    let words = Words::of(&without_figures(cell)).phrase();
    let is_a_number = |first: &str| first.contains(|c: char| c.is_ascii_digit()) && !first.ends_with(['.', ')']);
    let is_plain = !cell.contains('@') && !cell.split_whitespace().next().is_some_and(is_a_number);
    is_plain
        && words.split(' ').any(|word| word.chars().count() > 1 || !word.is_ascii())
        && !NO_NAME.contains(&words.as_str())
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
            ("\"Ngata, \"\"Ro\"\" Aroha\",5,F", &["Ngata, \"Ro\" Aroha"]),
            ("William \"Billy\" Low", &["William \"Billy\" Low"]),
            ("3,,F", &[]),
            ("Aroha Ngata Y4", &["Aroha Ngata"]),
            ("1. Ngata, Aroha Y4", &["Aroha Ngata"]),
            ("Ngata;Aroha;4 Rose Street", &["Ngata Aroha"]),
            ("Hēmi/Rangi/Tom Ngata", &["Hēmi", "Rangi", "Tom Ngata", "Hēmi Ngata", "Rangi Ngata"]),
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
        assert_eq!(names("Student name,Year\n\"Ngata, \"\"Ro\"\" Aroha\",5\n"), [["Ro Aroha Ngata"]]);
        assert_eq!(lines("Name\n\nAroha\n")[0].number, 3);
        for separator in [",", ";", "\t", "\",\""] {
            let table = format!("sep={separator}\r\nSurname;First name;Year\nNgata;Aroha;4\n");
            assert_eq!(names(&table), [["Aroha Ngata"]], "{table}");
        }
    }

    #[test]
    fn a_title_is_known_by_its_beginning_and_an_unknown_column_may_hold_names() {
        let cases = [
            ("Surname,First name(s),Year\nNgata,Aroha,4\n", vec!["Aroha Ngata"]),
            ("Family name,Given name (legal),NSN\nNgata,Aroha,123\n", vec!["Aroha Ngata"]),
            ("Student,Preferred,Year\nAroha Ngata,Ro,4\n", vec!["Ro", "Aroha Ngata"]),
            ("Name;Vorname;Klasse\nWill;May;4a\n", vec!["May Will", "Will"]),
            ("Surname,Called,Year level\nNgata,Ro,Four\n", vec!["Ngata", "Ro"]),
            ("Surname,First name,First language,Remark\nNgata,Aroha,Dutch,reads at home\n", vec!["Aroha Ngata"]),
        ];
        for (table, expected) in cases {
            assert_eq!(names(table), [expected], "{table}");
        }
        let marks = "Surname,First name,Reading\nNgata,Aroha,Above\nLow,Tom,Above\nHill,Mere,Below\nMay,Will,Below\n";
        assert!(names(marks).iter().all(|names| names.len() == 1), "{:?}", names(marks));
    }

    #[test]
    fn a_line_of_strokes_is_a_line_like_any_other() {
        assert_eq!(names(&"/".repeat(20_000)).len(), 1);
    }

    #[test]
    fn a_class_list_is_known_by_its_name() {
        let cases = [
            ("private/names.txt", Some(Kept::Names)),
            ("Private/Names.TXT", Some(Kept::Names)),
            ("private/names.csv", Some(Kept::Names)),
            ("private/Agreed.txt", Some(Kept::Agreed)),
            ("private/names.txt.txt", Some(Kept::Names)),
            ("private/Names.csv.txt", Some(Kept::Names)),
            ("private/class.txt.txt", Some(Kept::Unread)),
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
