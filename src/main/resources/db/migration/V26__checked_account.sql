-- What the latest check of a connection saw in its Kommo account, a line each: new routes are held against it.
create table checked_account (
    connection_id bigint not null primary key references connection (id),
    -- Codes and numbers of the deals' fields. Null: they were not all read.
    fields        text,
    -- '<pipeline>' and '<pipeline>/<stage>'. Null: they were not read.
    stages        text
);
