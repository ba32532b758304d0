//! Icons: one stroke of one width on a field of 20 by 20, in the colour of the text beside them.

use yew::prelude::*;

macro_rules! icons {
    ($($(#[$about:meta])* $name:ident = $path:literal,)*) => {
        /// An icon. It never stands for a word alone: what has only an icon has a label as well.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon { $($(#[$about])* $name,)* }

        impl Icon {
            fn path(self) -> &'static str {
                match self { $(Icon::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// Something comes in addition.
    Plus = "M10 4v12M4 10h12",
    /// Less of it.
    Minus = "M4 10h12",
    /// Search.
    Search = "M9 4a5 5 0 1 0 0 10a5 5 0 0 0 0-10ZM12.7 12.7 16 16",
    /// Shut.
    Close = "m5 5 10 10M15 5 5 15",
    /// Done, right.
    Check = "m4 10.5 4 4 8-9",
    /// All guides.
    Library = "M4 4h3v12H4zM9 4h3v12H9zM14.2 4.6l2.4 11",
    /// What is live.
    Rocket = "M10 3c3 2 4 5 4 8l-2 2H8l-2-2c0-3 1-6 4-8ZM8 15v2M12 15v2M10 7.5v2",
    /// The ledger.
    Ledger = "M5 3h10v14H5zM8 7h4M8 10h4M8 13h2",
    /// People.
    People = "M7.5 9.5a2.5 2.5 0 1 0 0-5a2.5 2.5 0 0 0 0 5ZM3 16c0-2.500 2-4 4.500-4s4.500 1.500 4.500 4M13 9.500a2 2 0 1 0 0-4M14 12c1.800.300 3 1.700 3 4",
    /// Look of the cards.
    Palette = "M10 3a7 7 0 1 0 0 14c1.500 0 1.500-1 1-2s0-2 1.500-2H15a2 2 0 0 0 2-2c0-4.500-3-8-7-8ZM6.500 9.500h.01M9 6.500h.01M13 7.500h.01",
    /// Settings.
    Settings = "M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4",
    /// Back to where one came from.
    Back = "M12 4 6 10l6 6",
    /// Further.
    Forward = "m8 4 6 6-6 6",
    /// Open below.
    Down = "m5 8 5 5 5-5",
    /// Up in a list.
    Up = "m5 12 5-5 5 5",
    /// Takes back.
    Undo = "M7 5 3.500 8.500 7 12M4 8.500h7.500a4 4 0 0 1 0 8H9",
    /// Makes again.
    Redo = "m13 5 3.500 3.500L13 12M16 8.500H8.500a4 4 0 0 0 0 8H11",
    /// More to do.
    More = "M4.500 10h.01M10 10h.01M15.500 10h.01",
    /// Takes away.
    Trash = "M4 6h12M8 6V4h4v2M6 6l.700 10h6.600L14 6",
    /// A copy.
    Copy = "M7 7h9v9H7zM13 7V4H4v9h3",
    /// Light.
    Sun = "M10 7a3 3 0 1 0 0 6a3 3 0 0 0 0-6ZM10 2.500v2M10 15.500v2M2.500 10h2M15.500 10h2M4.700 4.700l1.400 1.400M13.900 13.900l1.400 1.400M15.300 4.700l-1.400 1.400M6.100 13.900l-1.400 1.400",
    /// Dark.
    Moon = "M15.500 11.500A6.500 6.500 0 0 1 8.500 4.500a6 6 0 1 0 7 7Z",
    /// As the system says.
    Screen = "M3 4h14v9H3zM7 16.500h6",
    /// Leave.
    Leave = "M8 4H4v12h4M8 10h9M13.500 6.500 17 10l-3.500 3.500",
    /// Tells the user.
    Instruct = "M4 5h12v8H9l-3 3v-3H4z",
    /// Asks the user.
    Question = "M10 3.500 16.500 10 10 16.500 3.500 10ZM9 8.500c0-1.500 2.200-1.500 2.200 0 0 1-1.200 1-1.200 2M10 12.500h.01",
    /// Asks the app.
    Probe = "M5 10.500 8 13.500 15 6M3 3h14v14H3z",
    /// Another guide.
    SubGuide = "M4 4h7v5H4zM9 11h7v5H9zM6.500 9v4.500H9",
    /// The end.
    End = "M5 17V4h9l-1.500 3L14 10H5",
    /// An error.
    Error = "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM10 6.500v4.500M10 13.500h.01",
    /// A warning.
    Warning = "M10 3.500 17.500 16.500h-15ZM10 8.500v3.500M10 14.200h.01",
    /// Something to know.
    Note = "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM10 9.500v4M10 6.700h.01",
    /// Something that users suffer.
    Problem = "M10 3a7 7 0 1 0 0 14a7 7 0 0 0 0-14ZM5.200 5.200l3 3M11.800 11.800l3 3M14.800 5.200l-3 3M8.200 11.800l-3 3M10 7.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 0 0 0-5Z",
    /// Figures.
    Chart = "M3 17h14M5.500 14v-4M10 14V5M14.500 14V8",
    /// The service desk.
    Desk = "M4 11a6 6 0 0 1 12 0M4 11v3h2.500v-4H4M16 11v3h-2.500v-4H16M16 14c0 2-2 3-4.500 3",
    /// Cases that came in.
    Cases = "M3.500 11 6 4h8l2.500 7v5h-13zM3.500 11H8l1 2h2l1-2h4.500",
    /// A list.
    List = "M7 5h10M7 10h10M7 15h10M3.500 5h.01M3.500 10h.01M3.500 15h.01",
    /// A graph.
    Graph = "M7.500 3.500h5v4h-5zM3 12.500h5v4H3zM12 12.500h5v4h-5zM10 7.500v2.500M5.500 12.500V10h9v2.500",
    /// Texts.
    Texts = "M3 5h8M7 5v9M11.500 16l3-7 3 7M12.500 14h4",
    /// Records.
    Record = "M10 3.500a6.500 6.500 0 1 0 0 13a6.500 6.500 0 0 0 0-13ZM10 7.500a2.500 2.500 0 1 0 0 5a2.500 2.500 0 0 0 0-5Z",
    /// Tries.
    Play = "M6 4v12l10-6Z",
    /// Points at something.
    Target = "M10 4.500a5.500 5.500 0 1 0 0 11a5.500 5.500 0 0 0 0-11ZM10 2v4M10 14v4M2 10h4M14 10h4",
    /// Bold.
    Bold = "M6 4h4.500a3 3 0 0 1 0 6H6zM6 10h5.500a3 3 0 0 1 0 6H6z",
    /// Italic.
    Italic = "M9 4h5M6 16h5M11.500 4l-3 12",
    /// A link.
    Link = "M8.500 11.500l3-3M7 9 5 11a2.800 2.800 0 0 0 4 4l2-2M13 11l2-2a2.800 2.800 0 0 0-4-4L9 7",
    /// A numbered list.
    Numbers = "M8 5h9M8 10h9M8 15h9M3.500 3.500v3M3 12.500h2L3 15.500h2",
    /// A key.
    Key = "M3 6h14v9H3zM6 9h.01M9 9h.01M12 9h.01M14.500 9h.01M6.500 12h7",
    /// A picture.
    Picture = "M3 4h14v12H3zM3 13l4-4 4 4 2.500-2.500L17 14M12.500 7.500h.01",
    /// Stands out.
    Callout = "M4 4v12M7.500 6H16M7.500 10H16M7.500 14H13",
    /// A heading.
    Heading = "M5 4v12M14 4v12M5 10h9",
    /// Goes over.
    Swap = "M4 7h11l-3-3M16 13H5l3 3",
    /// Locked.
    Lock = "M5 9h10v8H5zM7 9V6.500a3 3 0 0 1 6 0V9",
    /// Saved.
    Cloud = "M6 15a3.500 3.500 0 0 1-.500-7A4.500 4.500 0 0 1 14 7.500a3.500 3.500 0 0 1 .500 7.500ZM8 11.500l1.500 1.500 3-3",
    /// Not connected.
    Offline = "M6 15a3.500 3.500 0 0 1-.500-7M8.500 5A4.500 4.500 0 0 1 14 7.500a3.500 3.500 0 0 1 1.800 6.700M4 4l12 12",
    /// A file goes out.
    Export = "M10 12V3M6.500 6.500 10 3l3.500 3.500M4 12v5h12v-5",
    /// A file comes in.
    Import = "M10 3v9M6.500 8.500 10 12l3.500-3.500M4 12v5h12v-5",
    /// Goes back to an older one.
    RollBack = "M4 10a6 6 0 1 0 2-4.500L4 7.500M4 3.500v4h4M10 7v3.500l2.500 1.500",
    /// A pen.
    Pen = "M4 16l.800-3.500L13 4.300l2.700 2.700L7.500 15.200Z",
    /// Fits all on the canvas.
    Fit = "M4 8V4h4M16 8V4h-4M4 12v4h4M16 12v4h-4",
    /// Arranges.
    Arrange = "M4 4h5v4H4zM11 12h5v4h-5zM9 6h4.500v6",
}

/// Properties of [`Sign`].
#[derive(Clone, PartialEq, Properties)]
pub struct SignProperties {
    /// Which.
    pub icon: Icon,
    /// Further classes.
    #[prop_or_default]
    pub class: Classes,
}

/// An icon, silent to screen readers.
#[component]
pub fn Sign(properties: &SignProperties) -> Html {
    html! {
        <svg class={classes!("icon", properties.class.clone())} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <path d={properties.icon.path()} />
        </svg>
    }
}
