-- From where it was done. Null: not over HTTP, or before this was kept.
alter table audit add column address varchar(60);
-- Strangers' rows go after a time.
create index audit_of_user on audit (username, at);
