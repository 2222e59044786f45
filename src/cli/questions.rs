//! Questions at a terminal, each with an answer that Enter takes.
//!
//! In: lines that someone types. Out: what was answered. Where nobody sits at a terminal nothing is asked, and every answer is the ready one.

use std::io::{self, BufRead, IsTerminal};

use super::refusal;
use super::screen::Screen;
use crate::diag::Diagnostic;

/// Whoever may be asked.
pub(super) struct Questions<'i> {
    /// `None` where there is nobody, or nobody any more.
    input: Option<Box<dyn BufRead + 'i>>,
}

impl Questions<'static> {
    /// Whoever sits at the terminal of this process: they must both see the question and be able to answer it.
    pub(super) fn standard() -> Self {
        let is_seen = io::stdin().is_terminal() && io::stderr().is_terminal();
        Self { input: if is_seen { Some(Box::new(io::stdin().lock())) } else { None } }
    }
}

impl<'i> Questions<'i> {
    /// Someone whose answers are known.
    #[cfg(test)]
    pub(super) fn answered(answers: &'i [u8]) -> Self {
        Self { input: Some(Box::new(answers)) }
    }

    /// Whether there is anybody to ask.
    pub(super) fn are_asked(&self) -> bool {
        self.input.is_some()
    }

    /// Asks until the answer is one that `mistake` finds nothing wrong with; `None` if Enter alone was the answer, or nobody is there.
    pub(super) fn ask(
        &mut self,
        question: &str,
        mistake: impl Fn(&str) -> Option<Diagnostic>,
        screen: &mut Screen<'_>,
    ) -> Option<String> {
        while self.input.is_some() {
            screen.report(question);
            let answer = self.line(screen)?;
            match mistake(&answer) {
                None => return Some(answer),
                Some(mistake) => refusal::remark(&mistake, screen),
            }
        }
        None
    }

    /// The next line, tidied; `None` when it is empty, or the last has been typed (Ctrl-D).
    fn line(&mut self, screen: &mut Screen<'_>) -> Option<String> {
        let mut bytes = Vec::new();
        let read = self.input.as_mut()?.read_until(b'\n', &mut bytes);
        if !matches!(read, Ok(1..)) {
            self.input = None;
            screen.report("\n");
            return None;
        }
        Some(tidy(&String::from_utf8_lossy(&bytes))).filter(|line| !line.is_empty())
    }
}

/// Words of an argument: tidied, and not none.
pub(super) fn words(text: &str) -> Result<String, String> {
    Some(tidy(text)).filter(|text| !text.is_empty()).ok_or_else(|| "there are no words in it".to_owned())
}

/// Words with single spaces between them; what cannot be seen is a space.
fn tidy(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Questions, Screen, words};

    fn asked(answers: &[u8], times: usize) -> (Vec<Option<String>>, String) {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut questions = Questions::answered(answers);
        let short = |text: &str| (text.len() > 5).then(|| Diagnostic::error("long", "this is too long"));
        let mut screen = Screen::to(&mut out, &mut err);
        let given = (0..times).map(|_| questions.ask("what? ", short, &mut screen)).collect();
        drop(screen);
        assert!(out.is_empty());
        (given, String::from_utf8(err).expect("text"))
    }

    #[test]
    fn a_question_is_asked_until_its_answer_is_right() {
        let (given, said) = asked(b"much too long\n  a\tb \n\n", 2);
        assert_eq!(given, [Some("a b".to_owned()), None]);
        assert_eq!(said, "what? error: this is too long\n\nwhat? what? ");
    }

    #[test]
    fn nobody_is_asked_again_after_the_last_line() {
        let (given, said) = asked(b"ok\n", 3);
        assert_eq!(given, [Some("ok".to_owned()), None, None]);
        assert_eq!(said, "what? what? \n");
        let (given, said) = asked(b"too long for it", 1);
        assert_eq!((given, said.as_str()), (vec![None], "what? error: this is too long\n\nwhat? \n"));
    }

    #[test]
    fn words_are_tidied() {
        assert_eq!(words(" a\n b\u{7} "), Ok("a b".to_owned()));
        assert_eq!(words("\t "), Err("there are no words in it".to_owned()));
    }
}
