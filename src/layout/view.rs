//! What a template is given, of whatever kind of page: a line for each kind.

use serde::Serialize;

use super::{home, inquiries, inquiry, inquiry_year, not_found, page, redirect, reflection, tag, tags, timeline, year};

macro_rules! views {
    ($($kind:ident($view:ty)),+ $(,)?) => {
        /// What a template is given. Every kind is named, so that what reads Views is compiled for each.
        #[derive(Debug, Serialize)]
        #[serde(untagged)]
        pub enum View<'p> {
            $(
                /// The View of that kind of page.
                $kind(Box<$view>),
            )+
        }

        $(
            impl<'p> From<$view> for View<'p> {
                fn from(view: $view) -> Self {
                    Self::$kind(Box::new(view))
                }
            }
        )+
    };
}

views! {
    Home(home::View<'p>),
    Inquiries(inquiries::View<'p>),
    Inquiry(inquiry::View<'p>),
    InquiryYear(inquiry_year::View<'p>),
    NotFound(not_found::View<'p>),
    Page(page::View<'p>),
    Redirect(redirect::View<'p>),
    Reflection(reflection::View<'p>),
    Tag(tag::View<'p>),
    Tags(tags::View<'p>),
    Timeline(timeline::View<'p>),
    Year(year::View<'p>),
}
