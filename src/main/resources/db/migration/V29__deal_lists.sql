-- Nothing is billed of it by itself: it was left alone or skipped, and has no invoice. Follows from its decision, and is
-- kept beside the state, so that a list of one state need not read all others.
alter table deal add column unbilled boolean default false not null;
update deal set unbilled = true
 where invoice_id is null and id in (select deal_id from decision where verdict in ('LEAVE', 'SKIP'));
-- When what is open of its invoice is due. Null: nothing is open, or nobody has said so yet.
alter table deal add column due_on date;
-- Lists of deals, the newest first: of one state, of one connection, and since a time.
create index deal_listed on deal (state, unbilled, id);
create index deal_listed_of_connection on deal (connection_id, state, unbilled, id);
create index deal_created on deal (created_at);
create index deal_due on deal (due_on);
create index decision_listed on decision (verdict, deal_id);
