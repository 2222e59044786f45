//! What is written inside a picture, out of sight: the segments of JPEG, the chunks of PNG and WebP that hold words, and whether one says where the
//! picture was taken.
//!
//! In: the bytes of a file, by seeking, so that the picture itself is never read. Out: the hidden parts. What is packed inside a PNG (`zTXt`) is not
//! unpacked.

use std::io::{self, Read, Seek, SeekFrom};

/// The most bytes of one hidden part that are looked at.
const LONGEST: u32 = 4 * 1024 * 1024;

/// The hidden parts of a picture.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// Each as it stands.
    parts: Vec<Vec<u8>>,
}

impl Hidden {
    /// The hidden parts of the picture that `file` holds; none when it is no JPEG, PNG or WebP. A picture that is cut off has those before the cut.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn of(file: &mut (impl Read + Seek)) -> io::Result<Self> {
        let mut hidden = Self::default();
        let mut start = [0; 12];
        let whole = file.read_exact(&mut start);
        let read = match (&whole, &start) {
            (Err(_), _) => whole,
            (_, [0xff, 0xd8, ..]) => hidden.take_jpeg(file),
            (_, [0x89, b'P', b'N', b'G', ..]) => hidden.take_png(file),
            (_, [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P']) => hidden.take_webp(file),
            _ => Ok(()),
        };
        match read {
            Err(error) if error.kind() != io::ErrorKind::UnexpectedEof => Err(error),
            _ => Ok(hidden),
        }
    }

    /// Segments up to the picture itself (ITU T.81, annex B): Exif and XMP in APP1, Photoshop's words in APP13, comments.
    fn take_jpeg(&mut self, file: &mut (impl Read + Seek)) -> io::Result<()> {
        file.seek(SeekFrom::Start(2))?;
        loop {
            let [mark, kind] = bytes(file)?;
            if mark != 0xff || kind == 0xda || kind == 0xd9 {
                return Ok(());
            }
            let length = u32::from(u16::from_be_bytes(bytes(file)?)).saturating_sub(2);
            self.take(file, length, matches!(kind, 0xe1 | 0xed | 0xfe))?;
        }
    }

    /// Chunks (PNG specification, third edition): words in `tEXt` and `iTXt`, Exif in `eXIf`.
    fn take_png(&mut self, file: &mut (impl Read + Seek)) -> io::Result<()> {
        file.seek(SeekFrom::Start(8))?;
        loop {
            let length = u32::from_be_bytes(bytes(file)?);
            let kind: [u8; 4] = bytes(file)?;
            self.take(file, length, [*b"tEXt", *b"iTXt", *b"eXIf"].contains(&kind))?;
            file.seek(SeekFrom::Current(4))?;
            if kind == *b"IEND" {
                return Ok(());
            }
        }
    }

    /// Chunks of the container (RFC 9649): `EXIF` and `XMP `.
    fn take_webp(&mut self, file: &mut (impl Read + Seek)) -> io::Result<()> {
        loop {
            let kind: [u8; 4] = bytes(file)?;
            let length = u32::from_le_bytes(bytes(file)?);
            self.take(file, length, [*b"EXIF", *b"XMP "].contains(&kind))?;
            file.seek(SeekFrom::Current(i64::from(length % 2)))?;
        }
    }

    /// Keeps the next bytes, or passes over them.
    fn take(&mut self, file: &mut (impl Read + Seek), length: u32, is_wanted: bool) -> io::Result<()> {
        let kept = if is_wanted { length.min(LONGEST) } else { 0 };
        let mut part = Vec::new();
        file.take(u64::from(kept)).read_to_end(&mut part)?;
        if !part.is_empty() {
            self.parts.push(part);
        }
        file.seek(SeekFrom::Current(i64::from(length - kept)))?;
        Ok(())
    }

    /// The words of each part in the ways that programs write them: UTF-8, the bytes as letters of Western Europe, and two bytes a letter.
    pub(super) fn texts(&self) -> Vec<String> {
        let texts = self.parts.iter().flat_map(|part| {
            let utf8 = String::from_utf8_lossy(part).into_owned();
            let western = (!part.is_ascii()).then(|| part.iter().map(|&byte| char::from(byte)).collect());
            let pairs = |from: usize| {
                part[from.min(part.len())..].chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            };
            let wide = |from: usize| char::decode_utf16(pairs(from)).map(|c| c.unwrap_or(' ')).collect::<String>();
            let wide = part.contains(&0).then(|| [wide(0), wide(1)]);
            [Some(utf8), western].into_iter().flatten().chain(wide.into_iter().flatten())
        });
        texts.collect()
    }

    /// Whether a part says where the picture was taken.
    pub(super) fn has_place(&self) -> bool {
        let in_exif = |part: &Vec<u8>| exif(part).is_some_and(|tiff| has_latitude(tiff) == Some(true));
        let in_xmp = |part: &Vec<u8>| {
            part.windows(17).any(|window| window == b"exif:GPSLatitude=" || window == b"exif:GPSLatitude>")
        };
        self.parts.iter().any(|part| in_exif(part) || in_xmp(part))
    }
}

fn bytes<const N: usize>(file: &mut impl Read) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// The TIFF that Exif is: in JPEG behind its name, elsewhere by itself.
fn exif(part: &[u8]) -> Option<&[u8]> {
    let tiff = part.strip_prefix(b"Exif\0\0").unwrap_or(part);
    (tiff.starts_with(b"II*\0") || tiff.starts_with(b"MM\0*")).then_some(tiff)
}

/// Whether the first table of a TIFF leads to a table of places (tag 0x8825) with a latitude (tag 2) that is not empty.
/// `None` when the tables lead out of the bytes.
fn has_latitude(tiff: &[u8]) -> Option<bool> {
    let tiff = Tiff { bytes: tiff, is_little: tiff.starts_with(b"II") };
    let Some(places) = tiff.entry(tiff.number(4, 4)?, 0x8825)? else { return Some(false) };
    let Some(latitude) = tiff.entry(tiff.number(places + 8, 4)?, 2)? else { return Some(false) };
    let at = tiff.number(latitude + 8, 4)?;
    Some(tiff.bytes.get(at..at.checked_add(24)?)?.iter().any(|&byte| byte != 0))
}

/// Tables of tags (TIFF 6.0, section 2).
struct Tiff<'b> {
    bytes: &'b [u8],
    is_little: bool,
}

impl Tiff<'_> {
    fn number(&self, at: usize, length: usize) -> Option<usize> {
        let bytes = self.bytes.get(at..at.checked_add(length)?)?;
        let add = |number: usize, byte: &u8| number << 8 | usize::from(*byte);
        Some(if self.is_little { bytes.iter().rev().fold(0, add) } else { bytes.iter().fold(0, add) })
    }

    /// Where the entry of a tag stands in the table at `table`.
    fn entry(&self, table: usize, tag: usize) -> Option<Option<usize>> {
        let count = self.number(table, 2)?;
        let mut entries = (0..count).map(|i| table + 2 + 12 * i);
        Some(entries.find(|&at| self.number(at, 2) == Some(tag)))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::Hidden;

    fn tiff_with_place(latitude: u8) -> Vec<u8> {
        let mut tiff = b"II*\0\x08\0\0\0".to_vec();
        tiff.extend(b"\x01\0\x25\x88\x04\0\x01\0\0\0\x1a\0\0\0\0\0\0\0");
        tiff.extend(b"\x01\0\x02\0\x05\0\x03\0\0\0\x2c\0\0\0\0\0\0\0");
        tiff.extend([latitude; 24]);
        tiff
    }

    fn jpeg(kind: u8, part: &[u8]) -> Vec<u8> {
        let length = u16::try_from(part.len() + 2).unwrap().to_be_bytes();
        [b"\xff\xd8\xff\xe0\0\x04xx\xff", &[kind][..], &length, part, b"\xff\xda the picture: Aroha"].concat()
    }

    fn hidden(bytes: Vec<u8>) -> Hidden {
        Hidden::of(&mut Cursor::new(bytes)).expect("bytes can be read")
    }

    #[test]
    fn words_are_found_beside_the_picture_and_not_in_it() {
        let found = hidden(jpeg(0xfe, b"taken by M\xe4rta")).texts();
        assert_eq!(found, ["taken by M\u{fffd}rta", "taken by Märta"]);
        let wide: Vec<u8> = "Aroha".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(hidden(jpeg(0xe1, &wide)).texts().contains(&"Aroha".to_owned()));
        let chunk = |kind: &[u8; 4], data: &[u8]| {
            [&u32::try_from(data.len()).unwrap().to_be_bytes(), &kind[..], data, b"crc."].concat()
        };
        let png = [
            &b"\x89PNG\r\n\x1a\n"[..],
            &chunk(b"IDAT", b"Tom"),
            &chunk(b"tEXt", b"Author\0Aroha"),
            &chunk(b"IEND", b""),
        ]
        .concat();
        assert_eq!(hidden(png).texts()[0], "Author\0Aroha");
        let webp = [&b"RIFF\0\0\0\0WEBPVP8 \x03\0\0\0abc\0XMP \x05\0\0\0Aroha\0"[..]].concat();
        assert_eq!(hidden(webp).texts(), ["Aroha"]);
    }

    #[test]
    fn a_place_is_found_where_there_is_one() {
        let exif = |latitude| [b"Exif\0\0", &tiff_with_place(latitude)[..]].concat();
        assert!(hidden(jpeg(0xe1, &exif(7))).has_place());
        assert!(!hidden(jpeg(0xe1, &exif(0))).has_place());
        assert!(hidden(jpeg(0xe1, b"<x exif:GPSLatitude=\"36,50S\"/>")).has_place());
        assert!(!hidden(jpeg(0xe1, b"II*\0\xff\xff\xff\xff")).has_place());
    }

    #[test]
    fn a_picture_that_is_cut_off_or_none_at_all_does_no_harm() {
        let whole = jpeg(0xe1, &[b"Exif\0\0", &tiff_with_place(7)[..]].concat());
        for length in 0..whole.len() {
            hidden(whole[..length].to_vec()).has_place();
        }
        assert_eq!(hidden(b"GIF89a".to_vec()), Hidden::default());
    }
}
