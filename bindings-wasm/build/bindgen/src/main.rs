//! `bindgen INPUT.wasm FOLDER NAME`: writes NAME.js and NAME_bg.wasm for the web.

use std::error::Error;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> Result<(), Box<dyn Error>> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let [input, folder, name] = given.as_slice() else {
        return Err("usage: bindgen INPUT.wasm FOLDER NAME".into());
    };
    let mut bindgen = Bindgen::new();
    bindgen.input_path(input).out_name(name).typescript(false).remove_producers_section(true);
    // the package says itself where its file lies, and starts anew after a trap
    bindgen.web(true)?.omit_default_module_path(true).reset_state_function(true);
    Ok(bindgen.generate(folder)?)
}
