//! The database: SQLite in a folder or PostgreSQL, with the same statements on both.
//!
//! Statements keep to what both understand: `$1` parameters, `on conflict`, `returning`; whole numbers are BIGINT, truth is
//! 0 or 1, documents are TEXT.

pub(crate) mod batch;
mod schema;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyArguments, AnyPoolOptions, AnyRow};
use sqlx::query::{Query, QueryAs};
use sqlx::{Any, AnyConnection, AnyPool, Executor as _, FromRow, Transaction};
use tokio::sync::{Mutex, OwnedMutexGuard};

use crate::refusal::Refusal;

/// Name of the database in its folder.
pub(crate) const DATABASE_FILE: &str = "lotse.db";
/// Connections at the same time.
const CONNECTIONS: u32 = 8;
/// How long a request waits for a connection before the store counts as down.
const PATIENCE: Duration = Duration::from_secs(10);
/// What every connection to SQLite is told. FULL: what is acknowledged survives a loss of power.
const PRAGMAS: &str = "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; \
                       pragma busy_timeout = 10000;";

/// Which database it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// The database.
#[derive(Clone, Debug)]
pub(crate) struct Store {
    pool: AnyPool,
    kind: Kind,
    /// SQLite has one writer at a time; here they queue in order, instead of each trying again now and then.
    turn: Arc<Mutex<()>>,
}

/// A transaction that writes. Dropped without [`Write::commit`], it has changed nothing.
pub(crate) struct Write {
    transaction: Transaction<'static, Any>,
    _turn: Option<OwnedMutexGuard<()>>,
}

/// A statement with its arguments.
pub(crate) type Statement = Query<'static, Any, AnyArguments>;
/// A statement that answers with rows of `T`.
pub(crate) type Rows<T> = QueryAs<'static, Any, T, AnyArguments>;

/// What a row can be read as.
pub(crate) trait Readable: for<'r> FromRow<'r, AnyRow> + Send + Unpin {}
impl<T: for<'r> FromRow<'r, AnyRow> + Send + Unpin> Readable for T {}

/// A statement about no project in particular: people, sessions, and who is a member of what.
pub(crate) fn statement(text: &'static str) -> Statement {
    sqlx::query(text)
}

/// The same, with rows as its answer.
pub(crate) fn rows<T: Readable>(text: &'static str) -> Rows<T> {
    sqlx::query_as(text)
}

impl Store {
    /// Opens SQLite in a folder, or PostgreSQL, and brings the tables up to date.
    pub(crate) async fn open(folder: &Path, database: Option<&str>) -> Result<Self, sqlx::Error> {
        sqlx::any::install_default_drivers();
        let kind = if database.is_some() { Kind::Postgres } else { Kind::Sqlite };
        let options = AnyPoolOptions::new().max_connections(CONNECTIONS).acquire_timeout(PATIENCE);
        let pool = match database {
            Some(address) => options.connect(address).await?,
            None => {
                let options = options.test_before_acquire(false).after_connect(|connection, _| {
                    Box::pin(async move { connection.execute(PRAGMAS).await.map(drop) })
                });
                options.connect(&sqlite_address(&folder.join(DATABASE_FILE))?).await?
            }
        };
        schema::migrator(kind).run(&pool).await.map_err(|error| sqlx::Error::Migrate(Box::new(error)))?;
        Ok(Store { pool, kind, turn: Arc::default() })
    }

    /// Which database it is.
    pub(crate) fn kind(&self) -> Kind {
        self.kind
    }

    /// For reading.
    pub(crate) fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Begins to write. Whoever writes under the same `name` waits until this is done.
    pub(crate) async fn write(&self, name: &str) -> Result<Write, Refusal> {
        match self.kind {
            Kind::Sqlite => {
                let turn = Arc::clone(&self.turn).lock_owned().await;
                let transaction = self.pool.begin_with("begin immediate").await?;
                Ok(Write { transaction, _turn: Some(turn) })
            }
            Kind::Postgres => {
                let mut transaction = self.pool.begin().await?;
                statement("select pg_advisory_xact_lock(hashtextextended($1, 0))")
                    .bind(name.to_owned())
                    .execute(&mut *transaction)
                    .await?;
                Ok(Write { transaction, _turn: None })
            }
        }
    }

    /// Waits for what is under way and closes.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

impl Write {
    /// The connection, for statements.
    pub(crate) fn connection(&mut self) -> &mut AnyConnection {
        &mut self.transaction
    }

    /// Makes it last. Only after this may anybody be told.
    pub(crate) async fn commit(self) -> Result<(), Refusal> {
        self.transaction.commit().await.map_err(Refusal::from)
    }
}

/// The address of a file; what means something in addresses is escaped by the type.
fn sqlite_address(file: &Path) -> Result<String, sqlx::Error> {
    let path = std::path::absolute(file)?;
    let mut address = url::Url::from_file_path(&path)
        .map_err(|()| sqlx::Error::Configuration("not a path of a file".into()))?;
    address.set_query(Some("mode=rwc"));
    Ok(address.as_str().replacen("file:", "sqlite:", 1))
}
