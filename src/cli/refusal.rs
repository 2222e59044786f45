//! What is said when something could not be begun.

use super::screen::Screen;
use super::{Exit, build, human};
use crate::diag::{Broken, Diagnostic};
use crate::start::Refusal;

/// Says why, and tells how the command ends.
pub(super) fn show(refusal: &Refusal, screen: &mut Screen<'_>) -> Exit {
    match refusal {
        Refusal::Mistake(mistake) => {
            remark(mistake, screen);
            Exit::Mistakes
        }
        Refusal::Broken(broken) => show_broken(broken, screen),
    }
}

/// Says what is broken.
pub(super) fn show_broken(broken: &Broken, screen: &mut Screen<'_>) -> Exit {
    let why = build::plain_cause(&broken.cause);
    remark(&Diagnostic::error("broken", format!("cannot {} {}: {why}", broken.act, broken.path)), screen);
    Exit::Broken
}

/// Says one thing.
pub(super) fn remark(found: &Diagnostic, screen: &mut Screen<'_>) {
    let look = human::Look { colour: screen.has_colour(), fold: false };
    screen.report(&human::diagnostics(&[found], look));
}
