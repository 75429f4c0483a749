-- Who decides whether too many deals are billed at once holds its connection's row, so that the next one counts this
-- one too.
create table burst (
    connection_id bigint primary key references connection (id) on delete cascade
);
insert into burst (connection_id) select id from connection;
