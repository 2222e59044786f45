//! The generators under test as servers, which show a site while it is written.

use std::path::PathBuf;

use crate::generator::{Generator, Throughline};
use crate::preview::Preview;
use crate::texts::Text;

/// A generator under test that also serves its site while it is written.
pub trait Server: Generator {
    /// Starts its server; all of the site is there when this returns.
    fn start(&self, texts: &[Text]) -> Preview;
    /// The file that a text stands in. Its second line is its title.
    fn source(&self, text: &str) -> PathBuf;
    /// The path of a text's page on the server.
    fn page(&self, text: &str) -> String;
    /// The path of the list of all texts of a text's year.
    fn year(&self, text: &str) -> String;
}

impl Server for Throughline<'_> {
    fn start(&self, _: &[Text]) -> Preview {
        Preview::start(Self::command().args(["serve", "--port", "0"]).arg(self.folder), " rendered, ")
    }

    fn source(&self, text: &str) -> PathBuf {
        Self::source(self, text)
    }

    fn page(&self, text: &str) -> String {
        format!("/portfolio/{}/{}.html", &text[..4], &text[5..])
    }

    fn year(&self, text: &str) -> String {
        format!("/portfolio/{}/", &text[..4])
    }
}
