//! Where the time of a search goes, natively.
use lotse_locator::linkage::{Evidence, Model, Page, Survey, record, resolve};
fn main() {
    let file = std::env::args().nth(1).unwrap_or_default();
    let flat = std::fs::read_to_string(file).unwrap_or_default();
    let time = |name: &str, work: &mut dyn FnMut()| {
        let begun = std::time::Instant::now();
        for _ in 0..20 {
            work();
        }
        println!("{name} {:.2} ms", begun.elapsed().as_secs_f64() * 50.0);
    };
    let page = Page::read(&flat);
    println!("{} nodes", page.nodes.len());
    time("read", &mut || drop(Page::read(&flat)));
    time("survey", &mut || drop(Survey::of(&page)));
    let survey = Survey::of(&page);
    println!("{} candidates", survey.prints.len());
    let model = Model::default();
    time("record", &mut || drop(record(&survey, survey.prints.len() / 2, &model.weights)));
    let evidence: Evidence = record(&survey, survey.prints.len() / 2, &model.weights).unwrap_or_default();
    time("resolve", &mut || drop(resolve(&evidence, &survey, &model)));
}
