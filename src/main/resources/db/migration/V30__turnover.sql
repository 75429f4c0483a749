-- When the invoice of a deal was made, so that nobody has to look among the steps what was billed in a week. Null: there
-- is none.
alter table deal add column invoiced_at timestamp with time zone;
update deal set invoiced_at = coalesce(
    (select s.done_at from step s where s.deal_id = deal.id and s.name = 'invoice'), emailed_at, created_at)
 where invoice_id is not null;
-- What was billed and paid since a day is summed up from them alone.
create index deal_invoiced on deal (invoiced_at, currency, total);
create index payment_link_paid on payment_link (paid_on);
