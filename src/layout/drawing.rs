//! The picture of threads, as numbers: a line an inquiry, through the years, with a dot a month. The theme draws it.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::inquiries::state;
use super::late::Href;
use super::scope::Scope;
use crate::model::address::Address;
use crate::model::portfolio::Thread;

/// The width of the picture, in its own units.
const WIDTH: f64 = 1000.0;
/// From one line to the next.
const ROW: f64 = 44.0;
/// Room at the ends, so that a dot is never cut.
const MARGIN: f64 = 16.0;
/// The smallest and the largest dot.
const DOT: (f64, f64) = (5.0, 11.0);

/// The picture of threads. Lengths are in the units of a `viewBox` of `width` by `height`.
#[derive(Debug, Serialize)]
pub struct Drawing<'p> {
    /// Always 1000.
    pub width: f64,
    /// Grows with the number of inquiries.
    pub height: f64,
    /// Where each year begins.
    pub years: Vec<YearMark<'p>>,
    /// One line an inquiry, by the day it began.
    pub threads: Vec<Line<'p>>,
}

/// Where a year begins.
#[derive(Debug, Serialize)]
pub struct YearMark<'p> {
    /// From the left.
    pub x: f64,
    /// `2026`
    pub label: i32,
    /// The year's page, relative to the page; none for a year without reflections.
    pub href: Option<Href<'p>>,
}

/// An inquiry's line.
#[derive(Debug, Serialize)]
pub struct Line<'p> {
    /// From the top.
    pub y: f64,
    /// Where it begins.
    pub x1: f64,
    /// Where it ends.
    pub x2: f64,
    /// The word for its colour, for a class.
    pub colour: &'static str,
    /// `open`, `resting` or `closed`, for a class.
    pub state: &'static str,
    /// The inquiry's title.
    pub title: &'p str,
    /// The inquiry's page, relative to the page.
    pub href: Href<'p>,
    /// One dot a month that has reflections.
    pub dots: Vec<Dot>,
}

/// A month's reflections on a line.
#[derive(Debug, Serialize)]
pub struct Dot {
    /// From the left.
    pub x: f64,
    /// Its radius: more reflections, a larger dot.
    pub r: f64,
    /// The reflection, or the month on its year's page when there are several.
    pub href: String,
    /// What it is: a title and its day, or a count and its month.
    pub label: String,
}

/// The picture; none without listed inquiries that have reflections.
pub(super) fn drawing<'p>(scope: &Scope<'p>) -> Option<Drawing<'p>> {
    let portfolio = scope.site.portfolio;
    let drawn: Vec<&'p Thread> = portfolio
        .inquiries
        .iter()
        .map(|thread| &**thread)
        .filter(|t| t.is_listed() && !t.reflections.is_empty())
        .collect();
    let first = portfolio.years.first()?.year;
    let last = portfolio.years.last()?.year;
    if drawn.is_empty() {
        return None;
    }
    let axis = Axis { first, years: f64::from(last - first + 1) };
    let threads: Vec<Line<'p>> =
        drawn.iter().enumerate().map(|(row, thread)| line(scope, &axis, row, thread)).collect();
    let height = 40.0 + ROW * threads.len() as f64;
    Some(Drawing { width: WIDTH, height, years: marks(scope, &axis, last), threads })
}

/// Days to lengths.
struct Axis {
    first: i32,
    years: f64,
}

impl Axis {
    fn x(&self, date: NaiveDate) -> f64 {
        let passed = f64::from(date.year() - self.first) + f64::from(date.ordinal0()) / 366.0;
        tenth(MARGIN + passed / self.years * (WIDTH - 2.0 * MARGIN))
    }
}

fn tenth(length: f64) -> f64 {
    (length * 10.0).round() / 10.0
}

/// At most a dozen marks, so that their labels never meet.
fn marks<'p>(scope: &Scope<'p>, axis: &Axis, last: i32) -> Vec<YearMark<'p>> {
    let step = ((last - axis.first) / 12 + 1) as usize;
    let years = &scope.site.portfolio.years;
    let href = |year: i32| {
        let there = years.binary_search_by_key(&year, |y| y.year).is_ok();
        there.then(|| scope.href(Address::year(year)))
    };
    let begin = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map(|date| axis.x(date));
    let marks = (axis.first..=last).step_by(step);
    marks.filter_map(|year| Some(YearMark { x: begin(year)?, label: year, href: href(year) })).collect()
}

fn line<'p>(scope: &Scope<'p>, axis: &Axis, row: usize, thread: &'p Thread) -> Line<'p> {
    let reflections = &scope.site.portfolio.reflections;
    let x = |index: Option<&usize>| index.map_or(0.0, |&index| axis.x(reflections[index].document.date));
    Line {
        y: 40.0 + ROW * row as f64,
        x1: x(thread.reflections.first()),
        x2: x(thread.reflections.last()),
        colour: thread.colour.as_str(),
        state: state(thread).as_str(),
        title: &thread.title,
        href: scope.href(&thread.page.address),
        dots: dots(scope, axis, thread),
    }
}

fn dots(scope: &Scope<'_>, axis: &Axis, thread: &Thread) -> Vec<Dot> {
    let reflections = &scope.site.portfolio.reflections;
    let mut months: BTreeMap<(i32, u32), Vec<usize>> = BTreeMap::new();
    for &index in &thread.reflections {
        let date = reflections[index].document.date;
        months.entry((date.year(), date.month())).or_default().push(index);
    }
    months.values().map(|month| dot(scope, axis, month)).collect()
}

fn dot(scope: &Scope<'_>, axis: &Axis, month: &[usize]) -> Dot {
    let reflections = &scope.site.portfolio.reflections;
    let linked = &reflections[month[month.len() / 2]];
    let date = linked.document.date;
    let r = (DOT.0 + 1.5 * (month.len() as f64).sqrt() - 1.5).min(DOT.1);
    let (href, label) = match month {
        [only] => (
            scope.href(&reflections[*only].address).to_string(),
            format!("{}, {}", linked.document.head.title, scope.words.day(date)),
        ),
        several => (
            format!("{}#month-{:02}", scope.href(Address::year(date.year())), date.month()),
            format!("{}, {}", scope.words.count("reflections", several.len()), scope.words.month(date)),
        ),
    };
    Dot { x: axis.x(date), r: tenth(r), href, label }
}
