//! The sentences and the icons, packed; and what a system needs beside the program itself. For Windows, what it is told
//! before the program runs: its name, version and icon, and how it wants to be run. For Linux, what the program can be
//! without.

use miniz_oxide::deflate::compress_to_vec;
use std::path::Path;
use std::{env, fs, io};
use winresource::WindowsResource;

#[path = "build/messages.rs"]
mod messages;

/// Screens of any density, menus and boxes as they look today, texts in UTF-8, long paths; and no administrator.
const MANIFEST: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<assembly xmlns="urn:schemas-microsoft-com:asm.v1" manifestVersion="1.0">
  <dependency>
    <dependentAssembly>
      <assemblyIdentity type="win32" name="Microsoft.Windows.Common-Controls" version="6.0.0.0"
        processorArchitecture="*" publicKeyToken="6595b64144ccf1df" language="*"/>
    </dependentAssembly>
  </dependency>
  <trustInfo xmlns="urn:schemas-microsoft-com:asm.v3">
    <security>
      <requestedPrivileges>
        <requestedExecutionLevel level="asInvoker" uiAccess="false"/>
      </requestedPrivileges>
    </security>
  </trustInfo>
  <compatibility xmlns="urn:schemas-microsoft-com:compatibility.v1">
    <application>
      <supportedOS Id="{8e0f7a12-bfb3-4fe8-b9a5-48fd50a15a9a}"/>
    </application>
  </compatibility>
  <application xmlns="urn:schemas-microsoft-com:asm.v3">
    <windowsSettings>
      <dpiAware xmlns="http://schemas.microsoft.com/SMI/2005/WindowsSettings">true/pm</dpiAware>
      <dpiAwareness xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">PerMonitorV2, PerMonitor</dpiAwareness>
      <activeCodePage xmlns="http://schemas.microsoft.com/SMI/2019/WindowsSettings">UTF-8</activeCodePage>
      <longPathAware xmlns="http://schemas.microsoft.com/SMI/2016/WindowsSettings">true</longPathAware>
    </windowsSettings>
  </application>
</assembly>
"#;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=assets/away24.ico");
    println!("cargo:rerun-if-changed={WITHOUT_UNWINDING}");
    // Most of them are in languages that this person does not speak.
    pack("assets/lang", "ftl", sentences)?;
    pack("assets/icon", "rgba", pixels)?;
    match env::var("CARGO_CFG_TARGET_OS").as_deref() {
        Ok("windows") => tell_windows(),
        Ok("linux") => leave_out_unwinding(),
        _ => {}
    }
    Ok(())
}

/// Packs what is made of each file of a folder into `name.ending.packed`; what is nothing is missed by whoever includes it.
fn pack(folder: &str, ending: &str, make: impl Fn(&Path) -> io::Result<Option<Vec<u8>>>) -> io::Result<()> {
    println!("cargo:rerun-if-changed={folder}");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    for file in fs::read_dir(folder)? {
        let file = file?;
        if let Some(made) = make(&file.path())? {
            let packed = Path::new(&out).join(file.file_name()).with_extension(format!("{ending}.packed"));
            fs::write(packed, compress_to_vec(&made, 9))?;
        }
    }
    Ok(())
}

/// A language's file as `src/messages/packed.rs` reads it; the build fails with the lines that are wrong in it.
fn sentences(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let text = fs::read_to_string(path)?;
    match messages::parse(&text) {
        Ok(entries) => Ok(Some(messages::pack(&entries).into_bytes())),
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={}:{fault}", path.display());
            }
            Ok(None)
        }
    }
}

/// A picture as a tray wants it, so that nobody has to know PNG there; `None` if it is not as `assets/render` makes it.
fn pixels(path: &Path) -> io::Result<Option<Vec<u8>>> {
    let mut picture = png::Decoder::new(io::BufReader::new(fs::File::open(path)?)).read_info()?;
    let mut pixels = vec![0; picture.output_buffer_size().unwrap_or_default()];
    let about = picture.next_frame(&mut pixels)?;
    Ok((about.color_type == png::ColorType::Rgba && about.width == about.height).then_some(pixels))
}

const WITHOUT_UNWINDING: &str = "installer/linux/no-unwinding.ld";

/// A release ends at a panic (`panic = "abort"` in Cargo.toml, kept by a test).
fn leave_out_unwinding() {
    if env::var("PROFILE").as_deref() == Ok("release") {
        let folder = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bins=-Wl,-T,{folder}/{WITHOUT_UNWINDING}");
    }
}

fn tell_windows() {
    let mut resource = WindowsResource::new();
    resource
        .set_icon("assets/away24.ico")
        .set_manifest(MANIFEST)
        .set("ProductName", "away24")
        .set("FileDescription", "Away for Bitrix24")
        .set("InternalName", "away24")
        .set("OriginalFilename", "away24.exe")
        .set("LegalCopyright", "MIT or Apache-2.0");
    if let Err(error) = resource.compile() {
        println!("cargo:warning=the program has no version and no icon: {error}");
    }
}
