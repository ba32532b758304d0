//! Many rows in one statement, whose text is the same each time: a batch has a fixed number of rows, and the last is repeated until
//! it is full. Both databases understand it, and prepare it once.

/// Rows of a batch.
pub(crate) const ROWS: usize = 100;

/// `($1, $2, $3), ($1, $4, $5), …`: the project, and so many more columns, for `insert … values`.
pub(crate) fn lines(columns: usize) -> String {
    let line = |row: usize| {
        let own: String = (0..columns).map(|column| format!(", ${}", 2 + row * columns + column)).collect();
        format!("($1{own})")
    };
    joined(line)
}

/// `(cast($2 as TEXT), cast($3 as BIGINT)), …`: values of these types, for `in (values …)`.
pub(crate) fn values(types: &[&str]) -> String {
    let line = |row: usize| {
        let place =
            |(column, name): (usize, &&str)| format!("cast(${} as {name})", 2 + row * types.len() + column);
        let own: Vec<String> = types.iter().enumerate().map(place).collect();
        format!("({})", own.join(", "))
    };
    joined(line)
}

fn joined(line: impl Fn(usize) -> String) -> String {
    (0..ROWS).map(line).collect::<Vec<_>>().join(", ")
}

/// The items in batches, each filled up with its last one.
pub(crate) fn batches<T>(items: &[T]) -> impl Iterator<Item = impl Iterator<Item = &T>> {
    items.chunks(ROWS).filter_map(|batch| {
        let last = batch.last()?;
        Some(batch.iter().chain(std::iter::repeat(last)).take(ROWS))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_numbered_through() {
        assert!(lines(2).starts_with("($1, $2, $3), ($1, $4, $5), "));
        assert!(values(&["TEXT", "BIGINT"]).starts_with("(cast($2 as TEXT), cast($3 as BIGINT)), (cast($4"));
        assert_eq!(lines(1).matches('(').count(), ROWS);
    }

    #[test]
    fn every_item_is_in_a_full_batch() {
        let items: Vec<usize> = (0..ROWS + 3).collect();
        let all: Vec<Vec<usize>> = batches(&items).map(|batch| batch.copied().collect()).collect();
        assert_eq!(all.iter().map(Vec::len).collect::<Vec<_>>(), [ROWS, ROWS]);
        let told: std::collections::BTreeSet<usize> = all.into_iter().flatten().collect();
        assert_eq!(told.len(), items.len());
        assert_eq!(batches::<usize>(&[]).count(), 0);
    }
}
