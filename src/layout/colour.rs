//! The author's accent colour made readable: on the theme's light paper and on its dark one, with the contrast that WCAG 2.2 asks for.

use crate::model::settings::Look;

/// The relative luminance of the lightest and the darkest background that the theme puts links on.
const PAPER: f64 = 0.86;
const NIGHT: f64 = 0.025;
/// WCAG 2.2, success criterion 1.4.3 asks for 4.5; a little more leaves room for rounding.
const CONTRAST: f64 = 4.7;

/// CSS declarations for `:root` made from the settings; empty when nothing was set.
pub(super) fn declarations(look: &Look) -> String {
    let mut css = String::new();
    if let Some(rgb) = look.accent.as_deref().and_then(rgb) {
        let light = toward(rgb, 0.0, |l| (PAPER + 0.05) / (l + 0.05));
        let dark = toward(rgb, 255.0, |l| (l + 0.05) / (NIGHT + 0.05));
        css += &format!("--accent:{};--accent-light:{};--accent-dark:{};", hex(rgb), hex(light), hex(dark));
    }
    if let Some(width) = look.width {
        css += &format!("--measure:{width}ch;");
    }
    css
}

/// `rgb` mixed with `end` (black or white) just so far that the contrast suffices.
fn toward(rgb: [f64; 3], end: f64, contrast: impl Fn(f64) -> f64) -> [f64; 3] {
    let mix = |share: f64| rgb.map(|c| c + (end - c) * share);
    let steps = (0..=100).map(|percent| mix(f64::from(percent) / 100.0));
    steps.into_iter().find(|&c| contrast(luminance(c)) >= CONTRAST).unwrap_or([end; 3])
}

/// Relative luminance as WCAG 2.2 defines it.
fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] = rgb.map(|c| {
        let c = c / 255.0;
        if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// Six hexadecimal digits after `#`, as numbers.
fn rgb(hex: &str) -> Option<[f64; 3]> {
    let hex = hex.strip_prefix('#').filter(|hex| hex.len() == 6 && hex.is_ascii())?;
    let part = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).ok().map(f64::from);
    Some([part(0)?, part(2)?, part(4)?])
}

fn hex(rgb: [f64; 3]) -> String {
    rgb.iter().fold("#".to_owned(), |hex, c| hex + &format!("{:02x}", c.round() as u8))
}

#[cfg(test)]
mod tests {
    use super::{PAPER, declarations, luminance, rgb};
    use crate::model::settings::Look;

    #[test]
    fn any_accent_becomes_readable() {
        for accent in ["#000000", "#ffffff", "#ffff00", "#0f6b63", "#ff0000", "#123456"] {
            let css = declarations(&Look { accent: Some(accent.to_owned()), ..Look::default() });
            let light = css.split("--accent-light:").nth(1).and_then(|rest| rgb(&rest[..7])).expect("a colour");
            assert!((PAPER + 0.05) / (luminance(light) + 0.05) >= 4.6, "{css}");
        }
    }

    #[test]
    fn nothing_set_says_nothing() {
        assert_eq!(declarations(&Look::default()), "");
    }
}
