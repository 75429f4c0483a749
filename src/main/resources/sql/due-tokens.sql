-- Tokens that end before the time in the body, have none to call with yet, or are said to be ended, and can be refreshed.
select connection_id, system, version
  from token
 where state = 'READY'
   and refresh_token is not null
   and (access_expires_at < :#${body} or access_expires_at is null or refresh_due)
