-- From where it was done. Null: not over HTTP, or before this was kept.
alter table audit add column address varchar(60);
