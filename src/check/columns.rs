//! The titles of a table to what its columns hold, as the programs of schools write them and in the languages that they are written in.
//!
//! In: the cells of the first line. Out: a [`Column`] for each, or nothing where that line is a child like any other.

use super::words::Words;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Given,
    Family,
    Whole,
    Other,
    /// Its title says nothing that is known here.
    Unknown,
}

/// The titles of columns that hold names, as folded words.
const GIVEN: [&str; 6] = ["first", "preferred", "known as", "firstname", "prenom", "vorname"];
const FAMILY: [&str; 6] = ["family", "last", "lastname", "nom", "nachname", "familienname"];
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

/// How titles of such columns begin, whatever a program writes behind it: `First name(s)`, `Given name (legal)`.
const GIVEN_BEGINS: [&str; 4] = ["first name", "given name", "preferred name", "forename"];
const FAMILY_BEGINS: [&str; 3] = ["last name", "family name", "surname"];

/// The first or the last word in the titles of other columns, of which only this is of use: that the line is no child.
const OTHER: [&str; 44] = [
    "room",
    "class",
    "classe",
    "klasse",
    "year",
    "level",
    "gender",
    "sex",
    "id",
    "nsn",
    "number",
    "no",
    "email",
    "mail",
    "dob",
    "birth",
    "birthday",
    "ethnicity",
    "iwi",
    "hapu",
    "teacher",
    "house",
    "language",
    "languages",
    "country",
    "nationality",
    "citizenship",
    "suburb",
    "street",
    "address",
    "phone",
    "mobile",
    "bus",
    "notes",
    "note",
    "comment",
    "comments",
    "date",
    "status",
    "group",
    "subject",
    "grade",
    "age",
    "school",
];

/// What the columns hold, if these cells are their titles.
pub(super) fn titles(cells: &[String]) -> Option<Vec<Column>> {
    let known: Vec<Option<Column>> = cells.iter().map(|cell| column(&Words::of(cell).phrase())).collect();
    let holds_names = known.iter().flatten().any(|column| !matches!(column, Column::Other | Column::Unknown));
    // In a table of two columns a child's name might be a title: Nom, Surname.
    let is_sure = cells.len() > 2 || known.iter().all(Option::is_some);
    (holds_names && is_sure).then(|| known.into_iter().map(|column| column.unwrap_or(Column::Unknown)).collect())
}

fn column(title: &str) -> Option<Column> {
    let title = title.trim_start_matches("student ").trim_start_matches("pupil ").trim_start_matches("legal ");
    let is = |titles: &[&str]| titles.contains(&title);
    let begins = |titles: &[&str]| titles.iter().any(|begin| title.starts_with(begin));
    let ends = || [title.split(' ').next(), title.rsplit(' ').next()];
    match () {
        () if is(&GIVEN) || begins(&GIVEN_BEGINS) => Some(Column::Given),
        () if is(&FAMILY) || begins(&FAMILY_BEGINS) => Some(Column::Family),
        () if is(&WHOLE) => Some(Column::Whole),
        () if ends().into_iter().flatten().any(|word| OTHER.contains(&word)) => Some(Column::Other),
        () if title.is_empty() => Some(Column::Unknown),
        () => None,
    }
}
