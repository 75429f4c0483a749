-- What would have been done with a deal, last looked at while its connection was in shadow.
create table shadow_deal (
    deal_id   bigint primary key references deal (id),
    seen_at   timestamp with time zone not null,
    outcome   varchar(20)              not null,
    reason    varchar(2000),
    fix       varchar(2000),
    -- What would have happened, a line each.
    steps     varchar(4000)            not null,
    -- As they would have been sent; null: not at all.
    customer  text,
    invoice   text
);
