//! What is written is read back as the same, for made-up values of every type.

use lotse_model::bundle::{GuideChunk, Manifest, Shard, SingleFile, TextChunk};
use lotse_model::desk::DeskSource;
use lotse_model::guide::GuideSource;
use lotse_model::json::parse;
use lotse_model::problem::ProblemSource;
use lotse_model::record::Batch;
use lotse_model::search::{SearchEntries, SearchRoot};
use lotse_model::testing::Choices;
use lotse_model::wire::{Reader, Wire};
use proptest::prelude::*;

fn comes_back<T: Wire + PartialEq + std::fmt::Debug>(bytes: &[u8]) -> Result<(), TestCaseError> {
    let value = T::invent(&mut Choices::new(bytes));
    let text = value.give().write();
    let json = parse(&text).map_err(|error| TestCaseError::fail(format!("{error:?} in {text}")))?;
    let mut reader = Reader::authoring();
    let back = T::take(&json, &mut reader);
    prop_assert!(reader.problems.is_empty(), "{:?} in {}", reader.problems, text);
    prop_assert_eq!(back.as_ref(), Some(&value));
    prop_assert_eq!(back.map(|back| back.give().write()), Some(text));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn guides_come_back(bytes in prop::collection::vec(any::<u8>(), 0..1500)) {
        comes_back::<GuideSource>(&bytes)?;
    }

    #[test]
    fn bundle_documents_come_back(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        comes_back::<Manifest>(&bytes)?;
        comes_back::<Shard>(&bytes)?;
        comes_back::<GuideChunk>(&bytes)?;
        comes_back::<TextChunk>(&bytes)?;
        comes_back::<SingleFile>(&bytes)?;
        comes_back::<Batch>(&bytes)?;
    }

    #[test]
    fn problems_desks_and_indexes_come_back(bytes in prop::collection::vec(any::<u8>(), 0..1000)) {
        comes_back::<ProblemSource>(&bytes)?;
        comes_back::<DeskSource>(&bytes)?;
        comes_back::<SearchRoot>(&bytes)?;
        comes_back::<SearchEntries>(&bytes)?;
    }
}
