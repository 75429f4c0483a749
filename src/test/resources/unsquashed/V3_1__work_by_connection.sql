-- The earliest due work of one connection, however much of it there is.
create index work_of_connection on work (connection_id, state, due_at, id);
