alter table releases add column signed_ms BIGINT;

create table expiries (
    project TEXT not null references projects (project),
    guide TEXT not null,
    at_ms BIGINT not null,
    person TEXT not null references users (id),
    primary key (project, guide)
);
create index expiries_due on expiries (at_ms);
