-- The journal: what was accepted, what is to be delivered, what became of it.
--
-- message, delivery, attempt and transition are partitioned by the message's id. It is a UUID of
-- version 7, so a range of ids is a range of time: the primary key needs no second column, a look-up
-- by id touches one partition, and retention drops whole partitions.

create table landscape_version (
  number      int primary key,
  name        text not null,
  environment text not null,
  digest      text not null,
  files       bytea not null,
  applied_at  timestamptz not null default now(),
  actor       text not null
);

create table message (
  id                uuid not null primary key,
  flow              text not null,
  operation         text not null,
  object            text not null,
  contract          text not null,
  landscape_version int not null,
  sender            text not null,
  business_key      text not null,
  order_key         text,
  sequence          bigint,
  correlation_id    text not null,
  traceparent       text,
  payload           bytea not null,
  constraint business_key_is_short check (length(business_key) between 1 and 255),
  constraint order_key_is_short check (length(order_key) between 1 and 255)
) partition by range (id);

create index message_by_business_key on message (business_key text_pattern_ops, id);
create index message_by_order_key on message (order_key text_pattern_ops, id) where order_key is not null;
create index message_by_correlation on message (correlation_id);

-- One row a message: both keys lead to it, whichever the sender repeats. Kept longer than messages.
create table dedup (
  business   uuid primary key,
  client     uuid unique,
  message    uuid not null,
  fingerprint uuid not null
);

create table delivery (
  message    uuid not null,
  step       smallint not null,
  flow       text not null,
  system     text not null,
  lane       bigint not null,
  after_step smallint not null default 0,
  state      text not null,
  business   text not null,
  attempts   smallint not null default 0, -- calls on record
  tries      smallint not null default 0, -- calls that count against the retry policy
  due_at     timestamptz,
  cause      text,
  case_number bigint,
  reference  text,
  callback   boolean not null default false, -- whether its message has a row in callback
  changed_at timestamptz not null,
  primary key (message, step),
  constraint known_state check (state in ('BLOCKED','READY','IN_FLIGHT','RETRY_AT','HELD','IN_DOUBT',
    'NEEDS_PERSON','DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','SKIPPED')),
  constraint known_business check (business in
    ('PENDING','CONFIRMED','REJECTED','UNKNOWN','COMPENSATED','SETTLED_BY_HAND')),
  constraint a_retry_has_its_time check ((state in ('RETRY_AT','IN_DOUBT')) = (due_at is not null)),
  constraint a_person_has_a_case check (state <> 'NEEDS_PERSON' or case_number is not null),
  constraint waiting_has_a_cause check
    (state not in ('RETRY_AT','HELD','IN_DOUBT','NEEDS_PERSON') or cause is not null),
  constraint blocked_by_an_earlier_step check (state <> 'BLOCKED' or after_step between 1 and step - 1),
  constraint confirmed_is_confirmed check (state <> 'CONFIRMED' or business = 'CONFIRMED'),
  constraint by_hand_names_the_document check (state <> 'SETTLED_BY_HAND' or reference is not null)
) partition by range (message);

-- Open work only: what is done costs nothing here.
create index delivery_open on delivery (system, message, step)
  where state not in ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','SKIPPED');
create index delivery_lane on delivery (lane, message, step)
  where state not in ('DELIVERED','CONFIRMED','REJECTED','SETTLED_BY_HAND','CANCELLED','SKIPPED');
create index delivery_of_case on delivery (case_number) where case_number is not null;

create table attempt (
  message       uuid not null,
  step          smallint not null,
  number        smallint not null,
  kind          text not null,
  started_at    timestamptz not null,
  took_us       bigint not null,
  status        int,
  evidence      text not null,
  failure_class text,
  code          text,
  detail        text,
  decision      text,
  from_state    text not null,
  to_state      text not null,
  request       text not null,
  response      text not null,
  constraint known_kind check (kind in ('SEND','ASK')),
  constraint a_failure_has_a_decision check ((failure_class is null) = (decision is null))
) partition by range (message);

create index attempt_by_message on attempt (message);

create table transition (
  message    uuid not null,
  step       smallint not null,
  at         timestamptz not null,
  from_state text not null,
  to_state   text not null,
  cause      text not null,
  actor      text not null,
  reason     text
) partition by range (message);

create index transition_by_message on transition (message);

create table failure_case (
  number         bigint generated always as identity primary key,
  fingerprint    text not null,
  flow           text not null,
  system         text not null,
  step           smallint not null,
  failure_class  text not null,
  code           text not null,
  detail         text not null,
  owner          text not null,
  needs_approval boolean not null,
  release_on     text,
  members        int not null default 0,
  opened_at      timestamptz not null,
  changed_at     timestamptz not null,
  closed_at      timestamptz,
  closed_by      text,
  constraint members_are_counted check (members >= 0)
);

create unique index one_open_case_a_fingerprint on failure_case (fingerprint) where closed_at is null;

-- A target that is held: its deliveries stay READY and are shown as held by this one row.
create table target_hold (
  system   text primary key,
  kind     text not null,
  cause    text not null,
  detail   text not null,
  since    timestamptz not null,
  actor    text not null,
  constraint known_hold check (kind in ('OUTAGE','PERSON'))
);

create table api_key (
  prefix     text primary key,
  hash       bytea not null,
  system     text not null,
  may        text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used  timestamptz
);

-- Counts a minute, so that pages need not read history.
create table minute_count (
  minute timestamptz not null,
  flow   text not null,
  system text not null,
  what   text not null,
  count  bigint not null,
  primary key (minute, flow, system, what)
);

-- Where a message's sender wants to hear of it. Only messages that asked for it have a row; whoever
-- changes the state of such a message locks it, so that the last of several transactions sees all.
create table callback (
  message    uuid primary key,
  system     text not null,
  endpoint   text not null, -- the declared destination that covers the URL
  url        text not null
);

-- What is to be told of a message: each event once.
create table webhook (
  message     uuid not null,
  event       text not null,
  system      text not null,
  endpoint    text not null,
  state       text not null,
  occurred_at timestamptz not null,
  since       timestamptz not null, -- when trying began
  due_at      timestamptz,
  tries       smallint not null default 0,
  status      int,
  detail      text,
  body        bytea, -- what was sent, once a try has failed: tries of one id have one content
  changed_at  timestamptz not null,
  primary key (message, event),
  constraint known_event check (event in ('NEEDS_ATTENTION','DELIVERED','COMPLETED')),
  constraint known_state check (state in ('DUE','DELIVERED','GIVEN_UP','KEPT_BACK','SUPERSEDED')),
  constraint only_due_ones_have_a_time check ((state = 'DUE') = (due_at is not null)),
  constraint untaken_ones_say_why check (state not in ('GIVEN_UP','KEPT_BACK') or detail is not null)
);

create index webhook_due on webhook (system, endpoint, due_at) where due_at is not null;
create index webhook_untaken on webhook (system, endpoint, occurred_at)
  where state in ('GIVEN_UP','KEPT_BACK');
create index webhook_past on webhook (changed_at) where due_at is null;

-- How the endpoints stood when they were last called.
create table webhook_endpoint (
  system            text not null,
  endpoint          text not null,
  failing_since     timestamptz,
  disabled_at       timestamptz,
  last_delivered_at timestamptz,
  last_failed_at    timestamptz,
  last_failure      text,
  actor             text, -- who let it recover last, and why
  reason            text,
  primary key (system, endpoint),
  constraint failing_has_a_reason check (failing_since is null or last_failure is not null),
  constraint disabled_is_failing check (disabled_at is null or failing_since is not null)
);
