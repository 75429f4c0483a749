-- What a list of a peer's could not be read with: the others were worked. Gone once it has been read again.
create table left_out (
    connection_id bigint                   not null references connection (id),
    peer          varchar(12)              not null,
    -- Invoice, Payment, lead, event ...
    kind          varchar(40)              not null,
    -- Its id; or the second of its change, or where it stood, where nobody knows the id.
    object        varchar(80)              not null,
    -- When it was changed, where its id is not known.
    changed_at    timestamp with time zone,
    reason        varchar(2000)            not null,
    fix           varchar(2000)            not null,
    since         timestamp with time zone not null,
    -- When it was looked at last.
    looked_at     timestamp with time zone not null,
    primary key (connection_id, peer, kind, object)
);
