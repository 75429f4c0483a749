-- A step counts the ids that its call was given: a new one needs a proof that nothing was made under the old one.
-- Its last call may be later than its first: nothing is proved while that one may still be under way.
alter table step add column epoch int default 0 not null;
alter table step add column last_called_at timestamp with time zone;

-- When a peer answered again after it had been down: what fails after that is not the peer's fault.
alter table connection add column kommo_answered_at timestamp with time zone;
alter table connection add column quickbooks_answered_at timestamp with time zone;
