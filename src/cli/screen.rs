//! The two streams of the process, and what they can show.
//!
//! In: text. Out: the same on a stream. A pipe that its reader has closed is no error: whoever reads `| head` has seen enough.

use std::ffi::OsStr;
use std::io::{self, ErrorKind, IsTerminal, Write};

/// Where words go.
pub(super) struct Screen<'w> {
    out: Box<dyn Write + 'w>,
    err: Box<dyn Write + 'w>,
    /// Whether the error stream shows colours.
    colour: bool,
    /// Whether the error stream is a terminal that can move its cursor.
    live: bool,
    broken: bool,
}

impl Screen<'static> {
    /// The streams of this process.
    pub(super) fn standard() -> Self {
        let is_terminal = io::stderr().is_terminal();
        let (no_color, term) = (std::env::var_os("NO_COLOR"), std::env::var_os("TERM"));
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            colour: is_terminal && wants_colour(no_color.as_deref(), term.as_deref()),
            live: is_terminal && !is_dumb(term.as_deref()),
            broken: false,
        }
    }
}

impl<'w> Screen<'w> {
    /// Two streams that show neither colours nor a bar.
    #[cfg(test)]
    pub(super) fn to(out: &'w mut dyn Write, err: &'w mut dyn Write) -> Self {
        Self { out: Box::new(out), err: Box::new(err), colour: false, live: false, broken: false }
    }

    /// Whether diagnostics may be coloured.
    pub(super) fn has_colour(&self) -> bool {
        self.colour
    }

    /// Whether a bar may be drawn.
    pub(super) fn is_live(&self) -> bool {
        self.live
    }

    /// Whether something could not be printed, and not because nobody wanted it.
    pub(super) fn is_broken(&self) -> bool {
        self.broken
    }

    /// Prints what was asked for.
    pub(super) fn say(&mut self, text: &str) {
        let done = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        self.note(&done);
    }

    /// Prints what there is to report.
    pub(super) fn report(&mut self, text: &str) {
        let done = self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush());
        self.note(&done);
    }

    fn note(&mut self, done: &io::Result<()>) {
        if let Err(e) = done {
            self.broken |= e.kind() != ErrorKind::BrokenPipe;
        }
    }
}

/// By the convention of no-color.org: any value but the empty one asks for none.
fn wants_colour(no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
    no_color.is_none_or(OsStr::is_empty) && !is_dumb(term)
}

fn is_dumb(term: Option<&OsStr>) -> bool {
    term.is_some_and(|t| t == "dumb")
}

#[cfg(test)]
mod tests {
    use std::ffi::OsStr;
    use std::io::{self, ErrorKind, Write};

    use super::{Screen, wants_colour};

    struct Closed(ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_closed_pipe_is_no_error_and_a_full_disk_is_one() {
        for (kind, broken) in [(ErrorKind::BrokenPipe, false), (ErrorKind::StorageFull, true)] {
            let (mut out, mut err) = (Closed(kind), Vec::new());
            let mut screen = Screen::to(&mut out, &mut err);
            screen.say("words");
            assert_eq!(screen.is_broken(), broken, "{kind:?}");
        }
    }

    #[test]
    fn colours_can_be_declined() {
        let cases = [
            (None, Some("xterm"), true),
            (None, None, true),
            (Some(""), Some("xterm"), true),
            (Some("1"), Some("xterm"), false),
            (None, Some("dumb"), false),
        ];
        for (no_color, term, expected) in cases {
            assert_eq!(wants_colour(no_color.map(OsStr::new), term.map(OsStr::new)), expected);
        }
    }
}
