-- Customers that QuickBooks says are no more: merged into others there, or gone. Never used or asked for again.
create table gone_customer (
    connection_id bigint                   not null references connection (id),
    customer_id   varchar(30)              not null,
    seen_at       timestamp with time zone not null,
    primary key (connection_id, customer_id)
);

-- The address that the party had in Kommo when it was linked, as JSON; null: it was linked before this was kept.
alter table customer_link add column address text;

-- A customer's deals, to know from their invoices what it was merged into.
create index deal_of_customer on deal (connection_id, customer_id);
