//! Hugo's references in addresses: `{{< ref "x.md" >}}` and `{{% relref "x" %}}` stand for the address of the file they name.

use super::Extension;
use super::jekyll::{between, unquoted};
use crate::markdown::masks::Meaning;

/// See the module.
pub const EXTENSION: Extension = Extension {
    covers: &[
        ("{{<", |text, at| reference(text, at, "{{<", ">}}")),
        ("{{%", |text, at| reference(text, at, "{{%", "%}}")),
    ],
    ..Extension::NOTHING
};

fn reference(text: &str, at: usize, opening: &str, closing: &str) -> Option<(usize, Meaning)> {
    let (inner, end) = between(text, at, opening, closing)?;
    let (name, argument) = inner.trim().split_once(' ')?;
    let named = matches!(name, "ref" | "relref").then(|| unquoted(argument.trim()))?;
    (!named.is_empty()).then(|| (end, Meaning::Address(named.to_owned())))
}
