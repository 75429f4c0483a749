-- The places of the limits on calls, where several instances count together: so many rows for each window of a scope.
-- A call holds one until it is answered; then it is free again one window later. A scope's own row says until when
-- its peer wants no call at all.
create table rate_place (
    scope   varchar(100)             not null,
    place   int                      not null,
    free_at timestamp with time zone not null,
    primary key (scope, place)
);
