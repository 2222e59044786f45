//! Publishing, and the doctor, with the real git and a host on the disk. Nothing here uses the network.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "tests touch real folders")]

#[path = "publish/doctor.rs"]
mod doctor;
#[allow(dead_code, reason = "nothing is copied here")]
mod folders;
#[path = "publish/history.rs"]
mod history;
#[path = "publish/site.rs"]
mod site;
#[path = "publish/sources.rs"]
mod sources;
#[path = "publish/stage.rs"]
mod stage;
