create table desks (
    project TEXT not null primary key references projects (project),
    takes_cases BIGINT not null,
    connectors TEXT not null,
    document TEXT,
    sealed BYTEA not null,
    revision BIGINT not null
);

create table cases (
    project TEXT not null references projects (project),
    environment TEXT not null,
    id TEXT not null,
    key_hash TEXT not null,
    digest TEXT not null,
    sealed BYTEA not null,
    person TEXT,
    is_identified BIGINT not null,
    priority TEXT,
    title TEXT not null,
    guide TEXT,
    taken_ms BIGINT not null,
    primary key (project, environment, id)
);
create index cases_by_age on cases (project, taken_ms);

create table deliveries (
    project TEXT not null references projects (project),
    id TEXT not null,
    environment TEXT not null,
    case_id TEXT not null,
    number BIGINT not null,
    connector TEXT not null,
    state TEXT not null,
    attempts BIGINT not null,
    since_ms BIGINT not null,
    next_ms BIGINT,
    lease TEXT,
    lease_until_ms BIGINT not null,
    problem TEXT,
    ticket TEXT,
    handle TEXT,
    said TEXT,
    note TEXT,
    changed_ms BIGINT not null,
    primary key (project, id),
    unique (project, environment, case_id, number)
);
create index deliveries_due on deliveries (state, next_ms);

create table me_too (
    project TEXT not null references projects (project),
    environment TEXT not null,
    notice TEXT not null,
    hash TEXT not null,
    at_ms BIGINT not null,
    primary key (project, environment, notice, hash)
);
