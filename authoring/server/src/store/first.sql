create table users (
    id TEXT not null primary key,
    email TEXT not null unique,
    name TEXT not null,
    password TEXT,
    made_ms BIGINT not null
);

create table sessions (
    hash TEXT not null primary key,
    person TEXT not null references users (id) on delete cascade,
    until_ms BIGINT not null
);

create table projects (
    project TEXT not null primary key,
    name TEXT not null,
    document TEXT not null,
    needs_four_eyes BIGINT not null,
    takes_usage BIGINT not null,
    revision BIGINT not null,
    made_ms BIGINT not null
);

create table members (
    project TEXT not null references projects (project),
    person TEXT not null references users (id),
    role BIGINT not null,
    primary key (project, person)
);
create index members_by_person on members (person);

create table tokens (
    project TEXT not null references projects (project),
    id TEXT not null,
    name TEXT not null,
    role BIGINT not null,
    hash TEXT not null unique,
    maker TEXT not null references users (id),
    expires_ms BIGINT,
    used_ms BIGINT,
    primary key (project, id)
);

create table environments (
    project TEXT not null references projects (project),
    environment TEXT not null,
    place BIGINT not null,
    origins TEXT not null,
    start_url TEXT,
    primary key (project, environment)
);

create table signing_keys (
    project TEXT not null,
    environment TEXT not null,
    slot TEXT not null,
    public TEXT not null,
    sealed BYTEA not null,
    primary key (project, environment, slot)
);

create table drafts (
    project TEXT not null references projects (project),
    guide TEXT not null,
    source TEXT not null,
    title TEXT not null,
    owner TEXT not null references users (id),
    steps BIGINT not null,
    coverage TEXT not null,
    errors BIGINT not null,
    warnings BIGINT not null,
    changed_ms BIGINT not null,
    changed_by TEXT not null references users (id),
    revision BIGINT not null,
    lease_holder TEXT references users (id),
    lease_hash TEXT,
    lease_until_ms BIGINT,
    primary key (project, guide)
);

create table versions (
    project TEXT not null references projects (project),
    guide TEXT not null,
    version BIGINT not null,
    source TEXT not null,
    note TEXT not null,
    author TEXT not null references users (id),
    writer TEXT not null references users (id),
    frozen_ms BIGINT not null,
    draft_revision BIGINT not null,
    needs_second BIGINT not null,
    approves BIGINT,
    verdict_note TEXT,
    verdict_by TEXT references users (id),
    verdict_ms BIGINT,
    primary key (project, guide, version)
);

create table releases (
    project TEXT not null references projects (project),
    environment TEXT not null,
    release BIGINT not null,
    person TEXT not null references users (id),
    at_ms BIGINT not null,
    made_ms BIGINT not null,
    note TEXT not null,
    guides TEXT not null,
    repeats BIGINT,
    manifest TEXT not null,
    signature TEXT not null,
    primary key (project, environment, release)
);

create table chunks (
    project TEXT not null references projects (project),
    name TEXT not null,
    body TEXT not null,
    primary key (project, name)
);

create table assets (
    project TEXT not null references projects (project),
    name TEXT not null,
    width BIGINT not null,
    height BIGINT not null,
    body BYTEA not null,
    primary key (project, name)
);
create index assets_by_name on assets (name);

create table ledger (
    project TEXT not null,
    number BIGINT not null,
    at_ms BIGINT not null,
    by_name TEXT not null,
    act TEXT not null,
    subject TEXT not null,
    detail TEXT not null,
    hash TEXT not null,
    primary key (project, number)
);

create table usage_records (
    project TEXT not null references projects (project),
    environment TEXT not null,
    id TEXT not null,
    at_ms BIGINT not null,
    session TEXT,
    release BIGINT not null,
    guide TEXT not null,
    step TEXT,
    kind TEXT not null,
    detail TEXT,
    primary key (project, environment, id)
);
create index usage_by_guide on usage_records (project, guide, at_ms);
create index usage_by_age on usage_records (at_ms);
