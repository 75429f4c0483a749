-- When something last said that a thing changed: what was read before that is not good enough any more.
alter table work add column hinted_at timestamp with time zone;

-- Our invoices and what pays them, as QuickBooks last showed them. changed_at is QuickBooks' own time; read_at is when
-- the reading began, by this database's clock: of two readings the one that began later counts.
create table seen_invoice (
    connection_id bigint                   not null references connection (id),
    invoice_id    varchar(30)              not null,
    total         numeric(19, 2)           not null,
    balance       numeric(19, 2)           not null,
    voided        boolean                  not null,
    gone          boolean                  not null,
    payments      text                     not null,
    changed_at    timestamp with time zone,
    read_at       timestamp with time zone not null,
    primary key (connection_id, invoice_id)
);
create table seen_payment (
    connection_id bigint                   not null references connection (id),
    payment_id    varchar(30)              not null,
    unapplied     numeric(19, 2)           not null,
    changed_at    timestamp with time zone,
    read_at       timestamp with time zone not null,
    primary key (connection_id, payment_id)
);

-- Why a payment does not pay an invoice any more: VOIDED, DELETED or MOVED. Null: it does.
alter table payment_link add column ended varchar(10);

-- Where the deal stood in Kommo before it moved because it was paid: '<pipeline>/<stage>'.
alter table deal add column stage_before varchar(60);
-- When the deal was seen outside the won stage after it had been invoiced.
alter table deal add column left_won_at timestamp with time zone;
-- What the deal says in Kommo by now and its invoice does not.
alter table deal add column difference varchar(2000);
-- A person wants the deal's fields compared with the books, whatever was written before.
alter table deal add column recheck boolean default false not null;
