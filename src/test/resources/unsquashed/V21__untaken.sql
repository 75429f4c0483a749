-- Signed deliveries that are stored and answered, and not yet taken apart to the end. What an earlier version stores is
-- taken apart with it, and has no row here.
create table untaken (
    inbox_id bigint                   not null primary key references inbox (id),
    -- When it is taken apart, or goes on: whoever takes it puts that off, so that nobody else does meanwhile.
    due_at   timestamp with time zone not null,
    -- Goes up with each claim: whoever holds an older one comes too late.
    epoch    bigint default 0         not null,
    attempts int default 0            not null,
    -- How many of its events have their rows.
    taken    int default 0            not null,
    -- Why the last attempt failed.
    reason   varchar(2000)
);
create index untaken_due on untaken (due_at);
