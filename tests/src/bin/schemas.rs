//! Writes the JSON Schemas of facts, policy and report to `core/schemas`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/schemas");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in hongyan_tests::schemas() {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}
