-- What the last check of a connection found, in the order in which it is shown.
create table check_row (
    connection_id bigint        not null references connection (id),
    place         int           not null,
    name          varchar(60)   not null,
    ok            boolean       not null,
    detail        varchar(2000) not null,
    fix           varchar(2000),
    primary key (connection_id, place)
);

-- When that was; null: it was never checked.
alter table connection add column checked_at timestamp with time zone;
