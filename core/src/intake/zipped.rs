//! Zip containers: how much they unpack to is counted before anything is unpacked for good.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::encoding;
use super::extent;
use super::limits::Limits;
use super::references;
use super::refused::Refused;

/// What a container holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Xlsx,
    Xlsb,
    Ods,
    /// Files, to be read one by one.
    Files,
}

/// What counting found.
#[derive(Debug)]
pub(super) struct Census {
    pub(super) content: Content,
    /// Whether any sheet may have merged cells.
    pub(super) may_merge: bool,
    /// The merged cells of an `.ods` file.
    pub(super) merges: extent::Merges,
}

const ENTRIES: usize = 20_000;
/// A part as small as this may be packed as tightly as it likes.
const FREE: u64 = 1 << 20;

fn refused(error: ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Refused::Because("intake.password"),
        other => Refused::Unreadable(other.to_string()),
    }
}

/// Unpacks everything once, keeping nothing, so that what a container says of its own size need not be believed.
pub(super) fn census(bytes: &[u8], limits: &Limits) -> Result<Census, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    if archive.len() > ENTRIES {
        return Err(Refused::TooLarge("files"));
    }
    let (mut content, mut may_merge, mut total) = (Content::Files, false, 0_u64);
    let mut buffer = vec![0_u8; 1 << 16];
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).map_err(refused)?;
        let name = String::from_utf8_lossy(entry.name_raw()).to_lowercase().replace('\\', "/");
        match name.as_str() {
            "xl/workbook.xml" => content = Content::Xlsx,
            "xl/workbook.bin" => content = Content::Xlsb,
            "content.xml" => content = Content::Ods,
            _ => {}
        }
        let allowed = entry.compressed_size().saturating_mul(limits.compression_ratio).saturating_add(FREE);
        let is_part = name.starts_with("xl/") && name.ends_with(".xml") && !name.ends_with("xl/sharedstrings.xml");
        let mut size = 0_u64;
        let mut tail = Vec::new();
        loop {
            let read = entry.read(&mut buffer).map_err(|error| Refused::Unreadable(error.to_string()))?;
            if read == 0 {
                break;
            }
            size = size.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
            if size > allowed {
                return Err(Refused::TooLarge("compression_ratio"));
            }
            if size.saturating_add(total) > limits.uncompressed_bytes {
                return Err(Refused::TooLarge("uncompressed_bytes"));
            }
            let chunk = buffer.get(..read).unwrap_or_default();
            may_merge |= is_part && (has_merge(chunk) || has_merge(&joined(&mut tail, chunk)));
        }
        total = total.saturating_add(size);
        drop(entry);
        if name.ends_with("xl/sharedstrings.xml") {
            check_strings(&mut archive, at, size)?;
        } else if cfg!(panic = "abort") && is_part && !references::are_sound(archive.by_index(at).map_err(refused)?) {
            // elsewhere the reader's panic is caught
            return Err(Refused::Because("intake.broken"));
        }
    }
    let merges = match content {
        Content::Ods => extent::check(archive.by_name("content.xml").map_err(refused)?, limits)?,
        _ => extent::Merges::new(),
    };
    Ok(Census { content, may_merge, merges })
}

const MERGE: &[u8] = b"mergeCell";

fn has_merge(chunk: &[u8]) -> bool {
    let mut rest = chunk;
    while let Some(at) = rest.iter().position(|byte| *byte == b'm') {
        rest = rest.get(at..).unwrap_or_default();
        if rest.starts_with(MERGE) {
            return true;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    false
}

/// The end of the chunk before and the beginning of this one.
fn joined(tail: &mut Vec<u8>, chunk: &[u8]) -> Vec<u8> {
    let mut joined = std::mem::take(tail);
    joined.extend(chunk.iter().take(MERGE.len()));
    *tail = chunk.iter().rev().take(MERGE.len()).rev().copied().collect();
    joined
}

/// A workbook that claims more texts than its bytes could hold would make its reader ask for memory it never fills.
fn check_strings(archive: &mut ZipArchive<Cursor<&[u8]>>, at: usize, size: u64) -> Result<(), Refused> {
    let entry = archive.by_index(at).map_err(refused)?;
    let mut reader = quick_xml::Reader::from_reader(std::io::BufReader::new(entry.take(1 << 16)));
    let mut buffer = Vec::new();
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            quick_xml::events::Event::Start(start) | quick_xml::events::Event::Empty(start) => {
                for attribute in start.attributes().flatten() {
                    let key = attribute.key.as_ref();
                    let count = attribute.value.parse::<u64>();
                    if key.ends_with("uniqueCount") && count.is_ok_and(|count| count > size) {
                        return Err(Refused::Because("intake.false_count"));
                    }
                }
                return Ok(());
            }
            quick_xml::events::Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
    Ok(())
}

/// The files in a container, by name; what a computer adds of its own accord is left.
pub(super) fn files(bytes: &[u8], limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, Refused> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refused)?;
    let mut files = Vec::new();
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(refused)?;
        if entry.is_dir() {
            continue;
        }
        // names without the mark for UTF-8 are in the writer's own encoding, GBK as a rule
        let name = match std::str::from_utf8(entry.name_raw()) {
            Ok(name) => name.to_owned(),
            Err(_) => encoding::decode(entry.name_raw())
                .map_or_else(|| String::from_utf8_lossy(entry.name_raw()).into_owned(), |(name, _)| name.into_owned()),
        };
        let last = name.rsplit('/').next().unwrap_or(&name);
        if name.starts_with("__MACOSX/") || last.starts_with("~$") || last.starts_with('.') || last == "Thumbs.db" {
            continue;
        }
        if files.len() >= limits.files {
            return Err(Refused::TooLarge("files"));
        }
        let mut content = Vec::new();
        entry
            .take(limits.uncompressed_bytes)
            .read_to_end(&mut content)
            .map_err(|error| Refused::Unreadable(error.to_string()))?;
        files.push((name, content));
    }
    Ok(files)
}
