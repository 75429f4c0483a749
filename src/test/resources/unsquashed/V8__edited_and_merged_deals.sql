-- What the invoice of an edited deal is to say, written down before the call; and what it said before its last update.
alter table deal add column intent_asked text;
alter table deal add column intent_before text;

-- A deal that is gone from Kommo, and the one into which it was merged: that one has the rows that were its own.
create table merged_lead (
    connection_id bigint                   not null references connection (id),
    lead_id       bigint                   not null,
    merged_into   bigint                   not null,
    merged_at     timestamp with time zone not null,
    primary key (connection_id, lead_id)
);
