-- Nothing is billed of it by itself: it was left alone or skipped, and has no invoice. Follows from its decision, and is
-- kept beside the state, so that a list of one state need not read all others.
alter table deal add column unbilled boolean default false not null;
update deal set unbilled = true
 where invoice_id is null and id in (select deal_id from decision where verdict in ('LEAVE', 'SKIP'));
-- Lists of deals, the newest first: of one state, of one connection, since a time, of one number.
create index deal_listed on deal (state desc, unbilled desc, id desc);
create index deal_listed_of_connection on deal (connection_id desc, state desc, unbilled desc, id desc);
create index deal_created on deal (created_at);
create index deal_number on deal (doc_number);
create index decision_listed on decision (verdict, deal_id);

-- When what is open of it is due. Null: nothing is open, or it was not read since this was kept.
alter table seen_invoice add column due_on date;
create index seen_invoice_due on seen_invoice (due_on);

-- What deals are found by: words of their name, customer and e-mail address, in small letters without accents. Bytes of
-- UTF-8, which both databases put into the same order.
create table deal_word (
    deal_id bigint not null references deal (id),
    word    bytea  not null,
    primary key (deal_id, word)
);
create index deal_word_found on deal_word (word, deal_id);

-- Deals of before, whose words are still to be written down; each goes when they are.
create table deal_unworded (
    deal_id bigint not null primary key references deal (id)
);
insert into deal_unworded (deal_id) select id from deal;
