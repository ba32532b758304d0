create table problems (
    project TEXT not null references projects (project),
    problem TEXT not null,
    source TEXT not null,
    title TEXT not null,
    causes BIGINT not null,
    errors BIGINT not null,
    changed_ms BIGINT not null,
    changed_by TEXT not null references users (id),
    revision BIGINT not null,
    primary key (project, problem)
);
