-- How a scope is closed: whether somebody tries it, and how many pages there were in place of an answer. And when the call
-- that holds a place, or held it last, was begun.
alter table rate_place add column begun_at timestamp with time zone;
alter table rate_place add column tried boolean default false not null;
alter table rate_place add column refusals int default 0 not null;
