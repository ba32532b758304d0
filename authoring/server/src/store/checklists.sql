create table checklists (
    project TEXT not null references projects (project),
    checklist TEXT not null,
    source TEXT not null,
    title TEXT not null,
    tasks BIGINT not null,
    errors BIGINT not null,
    changed_ms BIGINT not null,
    changed_by TEXT not null references users (id),
    revision BIGINT not null,
    primary key (project, checklist)
);
