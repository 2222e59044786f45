//! What a host and a search engine look for, and what is published as it is: `.nojekyll`, `CNAME`, `robots.txt`, the sitemap, the theme's files,
//! the used attachments.

use chrono::{Datelike, NaiveDate};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::made_from::Hash;
use super::{LaidPage, Site};
use crate::digest::of_parts;
use crate::model::address::Address;
use crate::model::document::{Audience, Head};
use crate::model::laid::Content;
use crate::model::source::Attachment;
use crate::model::theme::ThemeAsset;

/// The most addresses that one sitemap may hold (sitemaps.org, "Sitemap file limits").
const SITEMAP_LIMIT: usize = 50_000;

/// All of them.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let mut pages = vec![
        LaidPage::made(Address::new(".nojekyll"), || of_parts([""]), Vec::new),
        LaidPage::made(Address::robots(), move || of_parts([&robots(site)]), move || robots(site).into_bytes()),
    ];
    if let Some(cname) = site.cname {
        pages.push(LaidPage::made(Address::new("CNAME"), move || of_parts([cname]), || cname.to_vec()));
    }
    pages.extend(site.theme.assets.values().map(asset));
    pages.extend(copies(&site));
    pages.extend(sitemaps(site));
    pages
}

/// A file of the theme. Its address names its content.
fn asset(asset: &ThemeAsset) -> LaidPage<'_> {
    LaidPage::made(asset.address.clone(), || of_parts([asset.address.as_str()]), || asset.bytes.clone())
}

/// Each used attachment once; two of one name and content are one file.
fn copies<'p>(site: &Site<'p>) -> Vec<LaidPage<'p>> {
    let mut copies: Vec<(Address, &Attachment)> = site.attachments.iter().map(|used| (used.address(), used)).collect();
    copies.sort_by(|a, b| (&a.0, &a.1.path).cmp(&(&b.0, &b.1.path)));
    copies.dedup_by(|a, b| a.0 == b.0);
    let page = |(address, used)| LaidPage { address, content: Content::Copied(used) };
    copies.into_iter().map(page).collect()
}

fn robots(site: Site<'_>) -> String {
    let sitemap = site.portfolio.settings.base_url.as_ref().map(|base| format!("\nSitemap: {base}sitemap.xml\n"));
    format!("User-agent: *\nAllow: /\n{}", sitemap.unwrap_or_default())
}

/// `sitemap.xml`, or an index of several by that name. None without a `base_url`.
fn sitemaps(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let Some(base_url) = site.portfolio.settings.base_url.as_deref() else { return Vec::new() };
    let at = Address::sitemap();
    let parts = entries(&site).len().div_ceil(SITEMAP_LIMIT);
    if parts <= 1 {
        let from = move || of_entries(base_url, &entries(&site));
        return vec![LaidPage::made(at, from, move || sitemap(base_url, "urlset", "url", &entries(&site)))];
    }
    let part_address = |part: usize| Address::new(format!("sitemap-{}.xml", part + 1));
    let index = move || -> Vec<Entry> { (0..parts).map(|part| Entry::plain(part_address(part))).collect() };
    let from = move || of_entries(base_url, &index());
    let mut pages = vec![LaidPage::made(at, from, move || sitemap(base_url, "sitemapindex", "sitemap", &index()))];
    let chunk = move |part: usize| -> Vec<Entry> {
        entries(&site).into_iter().skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT).collect()
    };
    pages.extend((0..parts).map(|part| {
        let from = move || of_entries(base_url, &chunk(part));
        LaidPage::made(part_address(part), from, move || sitemap(base_url, "urlset", "url", &chunk(part)))
    }));
    pages
}

fn of_entries(base_url: &str, entries: &[Entry]) -> Hash {
    let days = |entry: &Entry| entry.changed.map_or(0, |day| day.num_days_from_ce()).to_le_bytes();
    let days: Vec<[u8; 4]> = entries.iter().map(days).collect();
    let addresses = entries.iter().map(|entry| entry.address.as_str().as_bytes());
    of_parts([base_url.as_bytes(), days.as_flattened()].into_iter().chain(addresses))
}

/// A page that search engines may find.
struct Entry {
    address: Address,
    changed: Option<NaiveDate>,
}

impl Entry {
    fn of(address: &Address, head: &Head, date: Option<NaiveDate>) -> Option<Self> {
        let changed = head.updated.or(date);
        (head.audience == Audience::Public).then(|| Self { address: address.clone(), changed })
    }

    fn plain(address: Address) -> Self {
        Self { address, changed: None }
    }
}

/// Every public page, the home page first.
fn entries(site: &Site<'_>) -> Vec<Entry> {
    let portfolio = site.portfolio;
    let mut entries = vec![Entry::plain(Address::home())];
    if portfolio.has_timeline() {
        entries.push(Entry::plain(Address::timeline()));
    }
    entries.extend(portfolio.years.iter().map(|year| Entry::plain(Address::year(year.year))));
    if portfolio.has_inquiries() {
        entries.push(Entry::plain(Address::inquiries()));
    }
    let listed = portfolio.inquiries.iter().filter(|thread| thread.is_listed());
    for thread in listed {
        entries.push(Entry::plain(thread.page.address.clone()));
        let years = thread.years.with_pages().iter();
        entries.extend(years.map(|year| Entry::plain(Address::inquiry_year(&thread.slug, year.year))));
    }
    if portfolio.has_tags() {
        entries.push(Entry::plain(Address::tags()));
    }
    for tag in &*portfolio.tags {
        entries.push(Entry::plain(tag.address.clone()));
        let years = tag.years.with_pages().iter();
        entries.extend(years.map(|year| Entry::plain(Address::tag_year(&tag.slug, year.year))));
    }
    entries.extend(portfolio.pages.iter().filter_map(|page| Entry::of(&page.address, &page.document.head, None)));
    entries.extend(portfolio.listed.iter().filter_map(|&index| {
        let linked = &portfolio.reflections[index];
        Entry::of(&linked.address, &linked.document.head, Some(linked.document.date))
    }));
    entries
}

fn sitemap(base_url: &str, root: &str, element: &str, entries: &[Entry]) -> Vec<u8> {
    let mut writer = Writer::new_with_indent(Vec::new(), b' ', 1);
    let write = |writer: &mut Writer<Vec<u8>>| -> std::io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let root = writer.create_element(root);
        root.with_attribute(("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"))
            .write_inner_content(|writer| entries.iter().try_for_each(|entry| url(writer, base_url, element, entry)))?;
        Ok(())
    };
    write(&mut writer).expect("writing to memory does not fail");
    writer.into_inner()
}

fn url(writer: &mut Writer<Vec<u8>>, base_url: &str, element: &str, entry: &Entry) -> std::io::Result<()> {
    writer.create_element(element).write_inner_content(|writer| {
        let location = format!("{base_url}{}", entry.address.encoded());
        writer.create_element("loc").write_text_content(BytesText::new(&location))?;
        if let Some(changed) = entry.changed {
            let day = changed.format("%Y-%m-%d").to_string();
            writer.create_element("lastmod").write_text_content(BytesText::new(&day))?;
        }
        Ok(())
    })?;
    Ok(())
}
