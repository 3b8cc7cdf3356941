#![no_main]
//! Any bytes as the parts of a workbook, in a container that is always sound: the first byte chooses the format, and
//! a zero byte parts a sheet from its shared texts and its styles.

use std::io::{Cursor, Write};

use hongyan_fuzz::{let_libraries_unwind, taken_in};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BINARY_PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>"#;
const MANIFEST: &str = r#"<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const BINARY_RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.bin"/></Relationships>"#;
/// One sheet `S`, as `xl/workbook.bin` has it.
const BINARY_WORKBOOK: &[u8] = &[
    0x83, 0x01, 0, // the workbook begins
    0x8f, 0x01, 0, // its sheets begin
    0x9c, 0x01, 26, // a sheet: visible, number 1, rId1, S
    0, 0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, b'r', 0, b'I', 0, b'd', 0, b'1', 0, 1, 0, 0, 0, b'S', 0, //
    0x90, 0x01, 0, // its sheets end
    0x84, 0x01, 0, // the workbook ends
];

fn container(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(*name, stored).expect("memory takes every part");
        zip.write_all(bytes).expect("memory takes every byte");
    }
    zip.finish().expect("memory takes every byte").into_inner()
}

fuzz_target!(
    init: let_libraries_unwind(),
    |bytes: &[u8]| {
        let Some((kind, rest)) = bytes.split_first() else { return };
        let (name, file) = match kind % 3 {
            0 => {
                let mut parts = rest.splitn(3, |byte| *byte == 0);
                let mut part = || parts.next().unwrap_or_default();
                let (sheet, strings, styles) = (part(), part(), part());
                ("x.xlsx", container(&[
                    ("_rels/.rels", PACKAGE.as_bytes()),
                    ("xl/workbook.xml", WORKBOOK.as_bytes()),
                    ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
                    ("xl/worksheets/sheet1.xml", sheet),
                    ("xl/sharedStrings.xml", strings),
                    ("xl/styles.xml", styles),
                ]))
            }
            1 => ("x.ods", container(&[
                ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                ("META-INF/manifest.xml", MANIFEST.as_bytes()),
                ("content.xml", rest),
            ])),
            _ => ("x.xlsb", container(&[
                ("_rels/.rels", BINARY_PACKAGE.as_bytes()),
                ("xl/workbook.bin", BINARY_WORKBOOK),
                ("xl/_rels/workbook.bin.rels", BINARY_RELATIONS.as_bytes()),
                ("xl/worksheets/sheet1.bin", rest),
            ])),
        };
        taken_in(name, &file);
    }
);
