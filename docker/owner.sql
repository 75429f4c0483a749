-- Run once by the image of PostgreSQL, as its superuser, while nobody else can connect. Wonbooks owns its database and is
-- no superuser; the superuser has no password any more, so nobody comes in as one from outside the container.
\getenv password OWNER_PASSWORD
create role wonbooks login password :'password' nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
create database wonbooks owner wonbooks;
revoke all on database wonbooks from public;
alter role postgres password null;
