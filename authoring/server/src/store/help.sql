create table help_sources (
    project TEXT not null references projects (project),
    name TEXT not null,
    body TEXT not null,
    primary key (project, name)
);

create table release_help (
    project TEXT not null references projects (project),
    environment TEXT not null,
    release BIGINT not null,
    sources TEXT not null,
    primary key (project, environment, release)
);
