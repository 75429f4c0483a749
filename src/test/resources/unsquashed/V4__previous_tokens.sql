-- The two refresh tokens before the present one: they may still work when the peer refuses that one.
alter table token add column previous_refresh_token text;
alter table token add column earlier_refresh_token text;

-- A refresh token that was given to us and never used has no access token yet.
alter table token alter column access_expires_at drop not null;
update token set access_expires_at = null
 where access_expires_at = timestamp with time zone '1970-01-01 00:00:00+00:00';

-- Its rows are kept for a time only.
create index token_refresh_at on token_refresh (at);
