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
-- One that no sweep ever went over took whatever a webhook told.
update connection set live_since = coalesce(kommo_swept_from, case when mode = 'live' then created_at end);
-- A connection that has billed was live, and at work when its last work ended.
update connection
   set live_seen_at = (select max(ended.finished_at) from work ended where ended.connection_id = connection.id)
 where exists (select 1 from deal d where d.connection_id = connection.id and d.invoice_id is not null);
alter table connection drop column kommo_swept_from;

-- What a person has seen who approves a deal from a report.
alter table drift_row add column seen varchar(64);

-- A person who skipped work that had never run has no deal yet that says so.
insert into deal (connection_id, lead_id, cycle, state, reason, created_at)
select skipped.connection_id, cast(skipped.work_key as bigint), 1, 'SKIPPED', skipped.reason, skipped.first_seen_at
  from work skipped
 where skipped.kind = 'deal-won' and skipped.state = 'SKIPPED' and skipped.reason like 'Skipped by %'
   and not exists (select 1 from deal known where known.connection_id = skipped.connection_id
                                              and known.lead_id = cast(skipped.work_key as bigint));

-- What was said of deals goes into JSON. Of one that left its stage and that no person is asked about any more, that is
-- what they have seen.
create table said as
select id as deal_id, 'attention' as place, cast(attention as text) as words from deal where attention is not null
 union all
select id, 'fix',
       case when attention like 'The deal left the won stage, and its invoice %'
                 or attention like 'The deal is gone from Kommo, and its invoice %'
                then 'In QuickBooks: void the invoice, or add a credit memo if a part was paid; nothing is done by itself.'
            else attention_fix end
  from deal where attention_fix is not null
 union all select id, 'reason', reason from deal where state = 'SKIPPED'
 union all
select line.deal_id, 'seen', substring(line.text from 17)
  from timeline line
 where line.id in (select max(asked.id)
                     from deal settled join timeline asked on asked.deal_id = settled.id
                    where settled.left_won_at is not null and settled.attention is null
                      and (asked.text like 'Needs a person: The deal left the won stage, and its invoice %'
                           or asked.text like 'Needs a person: The deal is gone from Kommo, and its invoice %')
                    group by settled.id);
create index said_of_deal on said (deal_id, place);
update said
   set words = translate(
           replace(replace(replace(replace(replace(coalesce(words, ''),
               '\', '\\'), '"', '\"'), chr(10), '\n'), chr(13), '\r'), chr(9), '\t'),
           chr(1) || chr(2) || chr(3) || chr(4) || chr(5) || chr(6) || chr(7) || chr(8) || chr(11) || chr(12) || chr(14)
               || chr(15) || chr(16) || chr(17) || chr(18) || chr(19) || chr(20) || chr(21) || chr(22) || chr(23)
               || chr(24) || chr(25) || chr(26) || chr(27) || chr(28) || chr(29) || chr(30) || chr(31),
           '                            ');

-- What was decided before. A dead letter is none of it: it stays with its work.
insert into decision (deal_id, connection_id, verdict, cause, facts, decided_by, decided_at, evidence, shown, digest, lets)
select was.id, was.connection_id,
       case was.what when 'APPROVED' then 'BILL' when 'HELD' then 'HOLD' when 'BEGUN' then 'BILL'
                     when 'SHADOW' then 'LEAVE' else 'SKIP' end,
       case was.what when 'APPROVED' then 'HELD_EARLIER' when 'HELD' then 'HELD_EARLIER' when 'BEGUN' then 'BEGUN'
                     when 'SHADOW' then 'IN_SHADOW' when 'PERSON' then 'BY_PERSON' else 'SKIPPED_EARLIER' end,
       case was.what when 'APPROVED' then '{"words":"' || was.attention || '","fix":"' || was.fix || '"}'
                     when 'HELD' then '{"words":"' || was.attention || '","fix":"' || was.fix || '"}'
                     when 'BEGUN' then '{}'
                     when 'SHADOW' then '{"outcome":"' || substring(was.reason from 9) || '"}'
                     when 'PERSON' then '{"who":"' || substring(was.reason from 12) || '"}'
                     else '{"words":"' || was.reason || '"}' end,
       case was.what when 'APPROVED' then coalesce(was.approver, 'a person')
                     when 'PERSON' then substring(was.raw_reason from 12 for 200) end,
       case was.what when 'BEGUN' then was.created_at else coalesce(was.finished_at, was.created_at) end,
       '{}', '{}', 'earlier-' || cast(was.id as varchar(20)),
       case when was.seen is null then was.approvals
            when was.approvals is null then '["' || was.seen || '"]'
            else substring(was.approvals from 1 for char_length(was.approvals) - 1) || ',"' || was.seen || '"]' end
  from (select d.id, d.connection_id, d.created_at, d.approvals, d.reason as raw_reason, won.finished_at,
               attention.words as attention, coalesce(fix.words, '') as fix, reason.words as reason, seen.words as seen,
               (select substring(line.text from 13 for 200)
                  from timeline line
                 where line.id = (select max(approval.id) from timeline approval
                                   where approval.deal_id = d.id and approval.text like 'Approved by %')) as approver,
               case when d.attention is not null and coalesce(won.state, '') <> 'DEAD' and money.id is null
                         then case when won.state in ('OPEN', 'RUNNING')
                                        and position('"' || attention.words || '"' in d.approvals) > 0
                                   then 'APPROVED' else 'HELD' end
                    -- He has said so of what was begun and never made, too.
                    when d.state = 'SKIPPED' and d.invoice_id is null and d.reason like 'Skipped by %' then 'PERSON'
                    when d.invoice_id is not null or d.intent is not null then 'BEGUN'
                    when d.state <> 'SKIPPED' then null
                    when d.reason like 'Shadow: %' then 'SHADOW'
                    else 'RULE' end as what
          from deal d
          left join said attention on attention.deal_id = d.id and attention.place = 'attention'
          left join said fix on fix.deal_id = d.id and fix.place = 'fix'
          left join said reason on reason.deal_id = d.id and reason.place = 'reason'
          left join said seen on seen.deal_id = d.id and seen.place = 'seen'
          left join work won on won.connection_id = d.connection_id and won.kind = 'deal-won'
                            and won.work_key = cast(d.lead_id as varchar(30))
          left join work money on money.connection_id = d.connection_id and money.kind = 'invoice-changed'
                              and money.work_key = d.invoice_id and money.state = 'DEAD') was
 where was.what is not null;
drop table said;

update deal set state = 'WON' where state = 'SKIPPED';
alter table deal drop column attention;
alter table deal drop column attention_fix;
alter table deal drop column approvals;
alter table deal drop column reason;
