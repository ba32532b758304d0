use lotse_model::json;

use super::*;

/// A page of lines: depth, tag, attributes as `name=value` parted by `|`, text. Every element is one line high.
fn flat(lines: &[(usize, &str, &str, &str)]) -> String {
    let mut above: Vec<usize> = Vec::new();
    let mut items: Vec<String> = Vec::new();
    for (row, (depth, tag, attributes, text)) in lines.iter().enumerate() {
        above.truncate(*depth);
        let parent = above.last().map(usize::to_string).unwrap_or_default();
        let fields: String = attributes
            .split('|')
            .filter_map(|attribute| attribute.split_once('='))
            .map(|(name, value)| format!("\u{1f}{name}\u{1f}{value}"))
            .collect();
        items.push(format!("{parent}\u{1f}{tag}\u{1f}v\u{1f}0 {} 200 20{fields}", row * 20));
        above.push(items.len() - 1);
        if !text.is_empty() {
            items.push(format!("{}\u{1f}#\u{1f}{text}", items.len() - 1));
        }
    }
    items.join("\u{1e}")
}

const FORM: &[(usize, &str, &str, &str)] = &[
    (0, "html", "lang=en", ""),
    (1, "body", "", ""),
    (2, "nav", "", ""),
    (3, "a", "href=/orders|class=nav", "Orders"),
    (3, "a", "href=/customers|class=nav", "Customers"),
    (3, "a", "href=/invoices|class=nav", "Invoices"),
    (2, "form", "id=order", ""),
    (3, "h1", "", "Order"),
    (3, "label", "for=id_number", "Number"),
    (3, "input", "id=id_number|name=number|type=text", ""),
    (3, "label", "for=id_note", "Note"),
    (3, "input", "id=id_note|name=note|type=text", ""),
    (3, "button", "type=submit|class=primary|id=save", "Save"),
    (3, "button", "type=button|class=plain|id=cancel", "Cancel"),
];

/// The node of the first element with this attribute value or text in a page's lines.
fn node(page: &Page<'_>, wanted: &str) -> u32 {
    let is_it = |at: &u32| {
        page.node(*at).is_some_and(|node| node.attributes.iter().any(|(_, value)| *value == wanted))
            || page.children(*at).any(|child| page.node(child).is_some_and(|node| node.text == wanted))
    };
    (0..page.nodes.len() as u32).find(is_it).expect("an element of the page")
}

/// Records on one page, goes through JSON, and resolves on another: the node, and whether it is a match.
fn search(old: &str, wanted: &str, new: &str) -> (Option<u32>, Finding) {
    let page = Page::read(old);
    let survey = Survey::of(&page);
    let index = candidate(&survey, node(&page, wanted)).expect("a candidate");
    let written = record(&survey, index).expect("evidence").write().write();
    let evidence = Evidence::read(&json::parse(&written).expect("JSON"));
    let page = Page::read(new);
    let survey = Survey::of(&page);
    let finding = resolve(&evidence, &survey, &Model::default());
    (finding.best.map(|best| survey.prints[best].at), finding)
}

#[test]
fn a_page_is_read_as_a_tree() {
    let text = flat(FORM);
    let page = Page::read(&text);
    let save = node(&page, "save");
    assert_eq!((page.tag(save), page.tag(page.parent(save))), ("button", "form"));
    assert_eq!(page.content(page.parent(save), 200), "Order Number Note Save Cancel");
    assert!(page.is_within(save, 0) && !page.is_within(0, save));
}

#[test]
fn rubbish_is_read_as_little() {
    for text in ["", "\u{1e}\u{1e}", "7\u{1f}a\u{1f}v\u{1f}1 2", "0\u{1f}a\u{1e}0\u{1f}b\u{1e}1\u{1f}#"] {
        let survey = Survey::of(&Page::read(text));
        assert!(survey.prints.len() <= 2);
        assert!(!resolve(&Evidence::default(), &survey, &Model::default()).is_match);
    }
    assert_eq!(Evidence::read(&json::Json::Null), Evidence::default());
}

#[test]
fn evidence_and_models_come_back_as_they_were() {
    let text = flat(FORM);
    let page = Page::read(&text);
    let survey = Survey::of(&page);
    let index = candidate(&survey, node(&page, "save")).expect("a candidate");
    let evidence = record(&survey, index).expect("evidence");
    let again = Evidence::read(&evidence.write());
    assert_eq!(again.write(), evidence.write());
    assert_eq!(again.print.single, evidence.print.single);
    assert_eq!((&again.rivals, again.before), (&evidence.rivals, evidence.before));
    let model = Model::default();
    assert_eq!(Model::read(&model.write()).map(|model| model.write()), Some(model.write()));
    assert!(Model::read(&json::Json::Map(Vec::new())).is_none());
}

#[test]
fn of_several_records_the_one_in_the_language_counts() {
    let in_a_language = |language| Evidence { language, ..Evidence::default() }.write().write();
    let (first, second) = (in_a_language(1), in_a_language(2));
    let all = [first.as_str(), "{", second.as_str()];
    let chosen = |language| {
        in_language(all.into_iter(), language).map(|(record, evidence)| (record, evidence.language))
    };
    assert_eq!(chosen(2), Some((second.as_str(), 2)));
    assert_eq!(chosen(1), Some((first.as_str(), 1)));
    assert_eq!(chosen(3), Some((first.as_str(), 1)), "the first where none is in the language");
    assert!(in_language([].into_iter(), 1).is_none());
}

#[test]
fn what_is_where_it_was_is_found() {
    let text = flat(FORM);
    let page = Page::read(&text);
    for wanted in ["save", "cancel", "id_note", "/customers"] {
        let (found, finding) = search(&text, wanted, &text);
        assert_eq!(found, Some(node(&page, wanted)), "{wanted}");
        assert!(finding.is_match, "{wanted}: {finding:?}");
    }
}

#[test]
fn another_language_does_not_hide_it() {
    let german: Vec<_> = FORM
        .iter()
        .map(|(depth, tag, attributes, text)| {
            let text = match *text {
                "Orders" => "Aufträge",
                "Customers" => "Kunden",
                "Invoices" => "Rechnungen",
                "Order" => "Auftrag",
                "Number" => "Nummer",
                "Note" => "Notiz",
                "Save" => "Sichern",
                "Cancel" => "Abbrechen",
                other => other,
            };
            (*depth, *tag, *attributes, text)
        })
        .collect();
    let new = flat(&german);
    let page = Page::read(&new);
    for wanted in ["save", "id_note", "/invoices"] {
        let (found, _) = search(&flat(FORM), wanted, &new);
        assert_eq!(found, Some(node(&page, wanted)), "{wanted}");
    }
}

#[test]
fn a_container_is_not_recorded_as_something_else() {
    let text = flat(FORM);
    let page = Page::read(&text);
    let survey = Survey::of(&page);
    let nav = (0..page.nodes.len() as u32).find(|at| page.tag(*at) == "nav").expect("the navigation");
    assert_eq!(candidate(&survey, nav), None);
    let link = node(&page, "/orders");
    let index = candidate(&survey, link + 1).expect("the link around the text");
    assert_eq!(survey.prints[index].at, link);
}

#[test]
fn what_is_gone_is_refused() {
    let left: Vec<_> = FORM.iter().filter(|line| line.3 != "Customers").copied().collect();
    let (_, finding) = search(&flat(FORM), "/customers", &flat(&left));
    assert!(!finding.is_match, "{finding:?}");
    assert!(finding.reason().is_some());
}

#[test]
fn in_a_list_of_which_not_all_was_read_nothing_else_is_taken() {
    let list = |names: &[&'static str]| {
        let mut lines = vec![
            (0, "html", "lang=en", ""),
            (1, "body", "", ""),
            (2, "h1", "", "Orders"),
            (2, "ul", "id=orders|class=rows", ""),
        ];
        for name in names {
            lines.push((3, "li", "class=row", ""));
            lines.push((4, "button", "class=open", name));
        }
        lines.push((2, "button", "id=new|name=new", "New order"));
        lines
    };
    let old = flat(&list(&["Order Ada", "Order Ben", "Order Cid"]));
    let cut = |text: &str| text.replacen("ul\u{1f}v\u{1f}", "ul\u{1f}vl\u{1f}", 1);
    let search = |now: &str| {
        let (before, page) = (Page::read(&old), Page::read(now));
        let (survey, now) = (Survey::of(&before), Survey::of(&page));
        let at = (0..before.nodes.len() as u32)
            .find(|at| before.content(*at, 20) == "Order Ben" && before.tag(*at) == "button");
        let index = candidate(&survey, at.expect("a button")).expect("a candidate");
        let finding = resolve(&record(&survey, index).expect("evidence"), &now, &Model::default());
        let found =
            finding.best.and_then(|best| page.node(now.prints[best].at + 1)).map(|node| node.text.to_owned());
        (found, finding.is_match)
    };
    // Called otherwise, in its old place: found while all of the list is known, refused when it may be another entry.
    let renamed = flat(&list(&["Order Ada", "Order Benno", "Order Cid"]));
    assert_eq!(search(&renamed), (Some("Order Benno".to_owned()), true));
    assert!(!search(&cut(&renamed)).1);
    assert_eq!(search(&cut(&old)), (Some("Order Ben".to_owned()), true));
}

#[test]
fn a_perfect_double_is_refused() {
    let mut doubled = FORM.to_vec();
    let save = doubled.iter().position(|line| line.3 == "Save").expect("the button");
    doubled.insert(save, doubled[save]);
    let (_, finding) = search(&flat(FORM), "save", &flat(&doubled));
    assert!(!finding.is_match, "{finding:?}");
}

#[test]
fn neither_typed_values_nor_rows_are_kept_as_text() {
    let lines = [
        (0, "html", "lang=en", ""),
        (1, "table", "", ""),
        (2, "tr", "", ""),
        (3, "th", "", "Customer"),
        (3, "th", "", "City"),
        (2, "tr", "", ""),
        (3, "td", "", "CANARY-NAME"),
        (3, "td", "id=cell", "CANARY-CITY"),
        (1, "input", "id=field|type=text|value=CANARY-VALUE", ""),
    ];
    let text = flat(&lines);
    let page = Page::read(&text);
    let survey = Survey::of(&page);
    for index in 0..survey.prints.len() {
        let written = record(&survey, index).expect("evidence").write().write();
        assert!(!written.contains("CANARY"), "{written}");
    }
}

/// Three buttons that nothing but their order tells apart, and one with a name.
const TOOLBAR: &[(usize, &str, &str, &str)] = &[
    (0, "html", "lang=en", ""),
    (1, "body", "", ""),
    (2, "h1", "", "Messages"),
    (2, "div", "class=toolbar", ""),
    (3, "button", "class=icon", ""),
    (3, "button", "class=icon", ""),
    (3, "button", "class=icon", ""),
    (2, "button", "class=primary|id=compose|name=compose", "New message"),
];

#[test]
fn what_has_many_signs_survives_longer() {
    let text = flat(TOOLBAR);
    let page = Page::read(&text);
    let model = Model::default();
    let named = survival::survival(&page, node(&page, "compose"), &model).expect("a target");
    let bare = survival::survival(&page, 5, &model).expect("a target");
    assert_eq!(page.tag(5), "button");
    assert!(named.score >= bare.score + 30, "{} and {}", named.score, bare.score);
    let [as_it_is, ..] = named.trials.as_slice() else { panic!("no trials") };
    assert_eq!((as_it_is.fate, as_it_is.is_gone), (survival::Fate::Located, false));
    let advice = bare.advice.expect("something to add");
    assert!(advice.score > bare.score, "{advice:?}");
    assert_eq!(survival::survival(&page, 5, &model), survival::survival(&page, 5, &model));
}

#[test]
fn a_page_that_is_looked_at_in_parts_is_the_same_page() {
    let text = flat(FORM);
    let page = Page::read(&text);
    let mut sighting = Sighting::new(text.clone());
    let mut parts = 1;
    while !sighting.look(3) {
        parts += 1;
    }
    assert!(parts > 4, "{parts}");
    assert_eq!(format!("{:?}", sighting.survey()), format!("{:?}", Survey::of(&page)));
}

#[test]
fn new_evidence_says_no_text_that_the_old_one_does_not_say() {
    let old = flat(FORM);
    let page = Page::read(&old);
    let survey = Survey::of(&page);
    let evidence =
        record(&survey, candidate(&survey, node(&page, "save")).expect("there")).expect("evidence");
    let renamed: Vec<_> = FORM
        .iter()
        .map(|(depth, tag, attributes, text)| {
            let text = if *text == "Save" { "Save CANARY" } else { text };
            (*depth, *tag, *attributes, text)
        })
        .collect();
    for (now, is_kept) in [(old.clone(), true), (flat(&renamed), false)] {
        let page = Page::read(&now);
        let survey = Survey::of(&page);
        let index = candidate(&survey, node(&page, "save")).expect("there");
        let new = renew(&evidence, &survey, index).expect("evidence");
        assert_eq!(new.said.text == "Save", is_kept);
        assert!(!new.write().write().contains("CANARY"));
        assert_eq!(new.print, record(&survey, index).expect("evidence").print);
    }
}

#[test]
fn a_page_that_is_copied_is_the_same_page() {
    let text = flat(FORM);
    let page = Page::read(&text);
    let copied = survival::copied(&page);
    let [one, other] = [page, Page::read(&copied)].map(|page| format!("{:?}", Survey::of(&page)));
    assert_eq!(one, other);
}

/// A sign of an answer, by name.
fn sign(finding: &Finding, name: &str) -> i32 {
    let at = signs::SIGNS.iter().position(|sign| *sign == name).expect("a sign");
    finding.signs[at]
}

#[test]
fn look_alikes_that_changed_sides_speak_against_it() {
    const SIDE: &str = "look-alikes on the other side";
    let (_, finding) = search(&flat(FORM), "/customers", &flat(FORM));
    assert_eq!(sign(&finding, SIDE), 0);
    let mut turned = FORM.to_vec();
    turned.swap(3, 4);
    let (found, finding) = search(&flat(FORM), "/customers", &flat(&turned));
    let page = flat(&turned);
    assert_eq!(found, Some(node(&Page::read(&page), "/customers")));
    assert!(sign(&finding, SIDE) > 0, "{finding:?}");
}

#[test]
fn what_was_said_elsewhere_speaks_against_it() {
    const ELSEWHERE: &str = "says what was said elsewhere";
    let renamed = |name: &'static str| {
        let mut lines = FORM.to_vec();
        lines.retain(|line| line.3 != name);
        let cancel = lines.iter().position(|line| line.3 == "Cancel").expect("the button");
        lines[cancel].3 = name;
        search(&flat(FORM), "cancel", &flat(&lines)).1
    };
    assert_eq!(sign(&renamed("Dismiss"), ELSEWHERE), 0);
    assert!(sign(&renamed("Orders"), ELSEWHERE) > 0);
    assert!(renamed("Dismiss").certainty > renamed("Orders").certainty);
}

#[test]
fn records_that_know_no_order_are_read_as_before() {
    let text = flat(FORM);
    let survey = Survey::of(&Page::read(&text));
    let index = candidate(&survey, node(&Page::read(&text), "save")).expect("a candidate");
    let json::Json::Map(mut members) = record(&survey, index).expect("evidence").write() else { panic!() };
    members.retain(|(name, _)| name != "before");
    let evidence = Evidence::read(&json::Json::Map(members));
    assert_eq!(evidence.before, None);
    let finding = resolve(&evidence, &survey, &Model::default());
    assert_eq!((finding.best, finding.is_match), (Some(index), true));
    assert_eq!(sign(&finding, "look-alikes on the other side"), 0);
}

#[test]
fn a_record_says_whether_there_were_words() {
    let text = flat(&[FORM, &[(3, "button", "type=button|id=more", "")]].concat());
    let page = Page::read(&text);
    let survey = Survey::of(&page);
    let is_silent = |wanted: &str| {
        let index = candidate(&survey, node(&page, wanted)).expect("a candidate");
        evidence::is_silent(&record(&survey, index).expect("evidence").write().write())
    };
    assert!(is_silent("more"));
    assert!(!is_silent("save") && !is_silent("Orders"));
    assert!(!evidence::is_silent("") && !evidence::is_silent("{\"single\":\"AAAA\"}"), "nothing is known");
}
