-- Why work waits for a peer, in words for a person: what happened, and what to do.
alter table connection add column kommo_down_reason text;
alter table connection add column kommo_down_fix text;
alter table connection add column quickbooks_down_reason text;
alter table connection add column quickbooks_down_fix text;

-- Nobody kept the words until now: who is down still is found out by the next call.
update connection set kommo_down_until = null, quickbooks_down_until = null;
