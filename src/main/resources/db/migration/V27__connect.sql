-- The keys of our apps at Kommo and Intuit that a person has entered on a page, each sealed like a token. What the
-- configuration gives goes before them.
create table app_key (
    name       varchar(60)              not null primary key,
    sealed     text                     not null,
    changed_at timestamp with time zone not null
);

-- Which page a person comes back to from a consent. Null: the start page.
alter table oauth_state add column back varchar(20);

-- A connection that was ended is nobody's any more; what it has done stays.
alter table connection add column deleted_at timestamp with time zone;
