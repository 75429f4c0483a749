update work set kind = 'kommo-sweep' where kind = 'connection-sweep';

-- Up to when each system has been looked through; what it covers is stored. And from when on the marking of a sweep is due.
alter table connection add column kommo_swept_to timestamp with time zone;
alter table connection add column kommo_sweep_due_at timestamp with time zone;
alter table connection add column quickbooks_swept_to timestamp with time zone;
alter table connection add column quickbooks_sweep_due_at timestamp with time zone;
-- What was won before this is none of a sweep's business, however late it is edited.
alter table connection add column kommo_swept_from timestamp with time zone;

-- What a person can do about the attention that a deal asks for.
alter table deal add column attention_fix varchar(2000);
-- The open task in Kommo that says so, with its words; how many there were before it.
alter table deal add column task_id varchar(40);
alter table deal add column task_text text;
alter table deal add column task_no int default 0 not null;
