-- What is to become of a deal in one won-cycle, and why: a cause with its facts, as JSON; words are made where they are
-- shown. decided_by is null where a rule decided. The digest is of what a person is shown; lets has those, as a JSON
-- list, that persons have let pass.
create table decision (
    deal_id       bigint primary key references deal (id),
    connection_id bigint                   not null references connection (id),
    verdict       varchar(10)              not null,
    cause         varchar(40)              not null,
    facts         text                     not null,
    decided_by    varchar(200),
    decided_at    timestamp with time zone not null,
    evidence      text                     not null,
    shown         text                     not null,
    digest        varchar(64)              not null,
    lets          text
);
create index decision_verdict on decision (connection_id, verdict, decided_at);
create index decision_cause on decision (connection_id, verdict, cause, deal_id);

-- A person wants this deal billed, whenever it was won.
create table taken_deal (
    connection_id bigint                   not null references connection (id),
    lead_id       bigint                   not null,
    taken_by      varchar(200)             not null,
    taken_at      timestamp with time zone not null,
    primary key (connection_id, lead_id)
);

-- An unsigned webhook said that the deal came from a won stage, or out of the bin: that can hold back, and prove nothing.
create table earlier_win (
    connection_id bigint                   not null references connection (id),
    lead_id       bigint                   not null,
    told_at       timestamp with time zone not null,
    primary key (connection_id, lead_id)
);

-- When the connection went live: what was won before is not billed by itself. When it was seen at work the last time,
-- and the last time that it was not.
alter table connection add column live_since timestamp with time zone;
alter table connection add column live_seen_at timestamp with time zone;
alter table connection add column idle_from timestamp with time zone;
alter table connection add column idle_to timestamp with time zone;
update connection set live_since = kommo_swept_from;
alter table connection drop column kommo_swept_from;

-- What a person has seen who approves a deal from a report.
alter table drift_row add column seen varchar(64);

-- What was decided before; what it says goes into JSON.
insert into decision (deal_id, connection_id, verdict, cause, facts, decided_by, decided_at, evidence, shown, digest, lets)
select was.id, was.connection_id,
       case was.what when 'APPROVED' then 'BILL' when 'HELD' then 'HOLD' when 'BEGUN' then 'BILL'
                     when 'SHADOW' then 'LEAVE' else 'SKIP' end,
       case was.what when 'APPROVED' then 'HELD_EARLIER' when 'HELD' then 'HELD_EARLIER' when 'BEGUN' then 'BEGUN'
                     when 'SHADOW' then 'IN_SHADOW' when 'PERSON' then 'BY_PERSON' else 'SKIPPED_EARLIER' end,
       case was.what when 'APPROVED' then '{"words":"' || was.words || '","fix":"' || was.fix || '"}'
                     when 'HELD' then '{"words":"' || was.words || '","fix":"' || was.fix || '"}'
                     when 'BEGUN' then '{}'
                     when 'SHADOW' then '{"outcome":"' || substring(was.words from 9) || '"}'
                     when 'PERSON' then '{"who":"' || substring(was.words from 12) || '"}'
                     else '{"words":"' || was.words || '"}' end,
       case was.what when 'APPROVED' then 'a person' when 'PERSON' then substring(was.words from 12) end,
       was.created_at, '{}', '{}', 'earlier-' || cast(was.id as varchar(20)), was.approvals
  from (select d.id, d.connection_id, d.created_at, d.approvals,
               replace(replace(replace(coalesce(d.attention, d.reason, 'Skipped'), '\', '\\'), '"', '\"'), chr(10), '\n')
                   as words,
               replace(replace(replace(coalesce(d.attention_fix, ''), '\', '\\'), '"', '\"'), chr(10), '\n') as fix,
               case when d.attention is not null and (won.state is null or won.state <> 'DEAD') and money.id is null
                         then case when won.state = 'OPEN' and d.approvals is not null then 'APPROVED' else 'HELD' end
                    when d.invoice_id is not null or d.intent is not null then 'BEGUN'
                    when d.state <> 'SKIPPED' then null
                    when d.reason like 'Shadow: %' then 'SHADOW'
                    when d.reason like 'Skipped by %' then 'PERSON'
                    else 'RULE' end as what
          from deal d
          left join work won on won.connection_id = d.connection_id and won.kind = 'deal-won'
                            and won.work_key = cast(d.lead_id as varchar(30))
          left join work money on money.connection_id = d.connection_id and money.kind = 'invoice-changed'
                              and money.work_key = d.invoice_id and money.state = 'DEAD') was
 where was.what is not null;

update deal set state = 'WON' where state = 'SKIPPED';
alter table deal drop column attention;
alter table deal drop column attention_fix;
alter table deal drop column approvals;
alter table deal drop column reason;
