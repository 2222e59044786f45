//! What the system says about the folder, in our words.
//!
//! In: an event or a failure of `notify`. Out: the paths it is about and whether folders may have come or gone; nothing for
//! an event that leaves every file as it was. Whether the paths matter is the business of `ground`.

use std::io::ErrorKind as IoKind;
use std::path::PathBuf;
use std::time::Instant;

use notify::event::{AccessKind, AccessMode, Event, EventKind, MetadataKind, ModifyKind};
use notify::{Error, ErrorKind};

/// Something that was heard, and when.
#[derive(Debug)]
pub(super) struct Sound {
    /// When it came in.
    pub(super) at: Instant,
    /// What it was.
    pub(super) what: What,
}

/// What was heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The bytes of these files may have changed.
    Content(Vec<PathBuf>),
    /// These files or folders may have come, gone, changed their names or been opened to us. Without a path: anything may have.
    Shape(Vec<PathBuf>),
    /// Events were lost.
    Lost,
    /// A look is asked for.
    Call,
    /// The waiting is to end.
    Stop,
}

impl Sound {
    /// This, heard now.
    pub(super) fn now(what: What) -> Self {
        Self { at: Instant::now(), what }
    }
}

impl What {
    /// What an event says; `None` if and only if it leaves every file as it was.
    pub(super) fn of(event: Result<Event, Error>) -> Option<Self> {
        match event {
            Ok(event) if event.need_rescan() => Some(Self::Lost),
            Ok(event) => Self::of_kind(event.kind, event.paths),
            // A failure about something that has gone meanwhile is only the news that it has gone.
            Err(error) if is_gone(&error) => Some(Self::Shape(error.paths)),
            Err(_) => Some(Self::Lost),
        }
    }

    fn of_kind(kind: EventKind, paths: Vec<PathBuf>) -> Option<Self> {
        match kind {
            // Some programs write through memory, which makes no sound of its own until the file is closed.
            EventKind::Access(AccessKind::Close(AccessMode::Write)) => Some(Self::Content(paths)),
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)) => None,
            EventKind::Modify(ModifyKind::Any | ModifyKind::Data(_)) => Some(Self::Content(paths)),
            _ => Some(Self::Shape(paths)),
        }
    }
}

fn is_gone(error: &Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound | ErrorKind::WatchNotFound => true,
        ErrorKind::Io(cause) => cause.kind() == IoKind::NotFound,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::path::PathBuf;

    use notify::event::{
        AccessKind, AccessMode, CreateKind, DataChange, Event, EventKind, Flag, MetadataKind, ModifyKind, RemoveKind,
        RenameMode,
    };
    use notify::{Error, ErrorKind};

    use super::What;

    fn paths() -> Vec<PathBuf> {
        vec![PathBuf::from("/p/x.md")]
    }

    #[test]
    fn an_event_is_heard_unless_it_leaves_every_file_as_it_was() {
        let (content, shape) = (Some(What::Content(paths())), Some(What::Shape(paths())));
        let cases = [
            (EventKind::Access(AccessKind::Any), None),
            (EventKind::Access(AccessKind::Read), None),
            (EventKind::Access(AccessKind::Open(AccessMode::Any)), None),
            (EventKind::Access(AccessKind::Open(AccessMode::Write)), None),
            (EventKind::Access(AccessKind::Close(AccessMode::Read)), None),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::AccessTime)), None),
            (EventKind::Access(AccessKind::Close(AccessMode::Write)), content.clone()),
            (EventKind::Modify(ModifyKind::Data(DataChange::Any)), content.clone()),
            (EventKind::Modify(ModifyKind::Any), content),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), shape.clone()),
            (EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime)), shape.clone()),
            (EventKind::Modify(ModifyKind::Name(RenameMode::From)), shape.clone()),
            (EventKind::Modify(ModifyKind::Name(RenameMode::Both)), shape.clone()),
            (EventKind::Create(CreateKind::Folder), shape.clone()),
            (EventKind::Remove(RemoveKind::File), shape.clone()),
            (EventKind::Any, shape.clone()),
            (EventKind::Other, shape),
        ];
        for (kind, expected) in cases {
            let event = Event::new(kind).add_path(PathBuf::from("/p/x.md"));
            assert_eq!(What::of(Ok(event)), expected, "{kind:?}");
        }
    }

    #[test]
    fn lost_events_and_failures_are_heard() {
        let rescan = Event::new(EventKind::Other).set_flag(Flag::Rescan);
        assert_eq!(What::of(Ok(rescan)), Some(What::Lost));
        let gone = io::Error::from(io::ErrorKind::NotFound);
        let cases = [
            (Error::new(ErrorKind::PathNotFound), What::Shape(paths())),
            (Error::io(gone), What::Shape(paths())),
            (Error::new(ErrorKind::MaxFilesWatch), What::Lost),
            (Error::generic("?"), What::Lost),
        ];
        for (error, expected) in cases {
            let said = format!("{error:?}");
            assert_eq!(What::of(Err(error.add_path(PathBuf::from("/p/x.md")))), Some(expected), "{said}");
        }
    }
}
