-- What was read of a company's books and hardly ever changes: lists, settings, that it has no payment links. For all
-- instances, for a day, unless something tells of a change before (books_change). The latest answer of each question.
create table remembered_books (
    connection_id bigint                   not null references connection (id),
    -- A digest of the company and the question: a question may be longer than an index takes.
    question      varchar(64)              not null,
    answer        text                     not null,
    read_at       timestamp with time zone not null,
    -- What had been told of changes when it was asked. Null: nothing.
    told_at       timestamp with time zone,
    primary key (connection_id, question)
);

-- The same of items, each sale of which may change them: told again shortly after, it counts from items_again_at on.
alter table books_change add column items_at timestamp with time zone;
alter table books_change add column items_again_at timestamp with time zone;

-- How many sweeps over QuickBooks in a row found nothing behind the webhooks.
alter table connection add column quickbooks_calm int default 0 not null;
