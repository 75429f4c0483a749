-- A long-lived token that was refused once is asked again before it is believed; since when.
alter table token add column doubted_at timestamp with time zone;

-- Somebody says that QuickBooks lets us in no more: the clockwork finds out by a refresh.
alter table token add column refresh_due boolean default false not null;
