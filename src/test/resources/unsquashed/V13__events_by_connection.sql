-- The latest delivery for one connection, however many came for all of them.
create index event_of_connection on event (connection_id, inbox_id);
