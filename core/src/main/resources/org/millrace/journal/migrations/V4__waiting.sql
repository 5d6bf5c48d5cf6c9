-- What deliveries wait for beside their turn: an earlier number of their order key, another business
-- object, a business event.

-- The sender's number within the order key, where the flow waits for gaps.
alter table delivery add column sequence bigint;
alter table delivery drop constraint blocked_by_an_earlier_step;
alter table delivery add constraint blocked_by_an_earlier_step_or_number check
  (state <> 'BLOCKED' or after_step between 1 and step - 1 or sequence is not null);

-- Per lane with numbers: the next number that may go. All below it have been let go, in their order.
create table lane_sequence (
  lane bigint primary key,
  next bigint not null
);

create table awaited (
  message   uuid not null,
  step      smallint not null,
  kind      text not null,
  subject   text not null, -- OBJECT: the business key; EVENT: its type; SEQUENCE: empty
  flow      text,          -- OBJECT: whose message it is
  system    text,          -- OBJECT: where it must have had its effect
  about     text,          -- EVENT: what it must be about, if that matters
  lane      bigint,        -- SEQUENCE
  number    bigint,        -- SEQUENCE: the delivery's own
  since     timestamptz not null,
  patience  interval,
  due_at    timestamptz,   -- when patience ends; nothing once it has
  escalates boolean not null default true, -- whether a person is told then, or it goes on without
  primary key (message, step, kind, subject),
  constraint known_kind check (kind in ('SEQUENCE','OBJECT','EVENT')),
  constraint a_number_in_a_lane check ((kind = 'SEQUENCE') = (lane is not null and number is not null)),
  constraint an_object_somewhere check ((kind = 'OBJECT') = (flow is not null and system is not null)),
  constraint patience_ends check (due_at is null or patience is not null)
);

create index awaited_number on awaited (lane, number) where kind = 'SEQUENCE';
create index awaited_subject on awaited (subject, kind) where kind <> 'SEQUENCE';
create index awaited_due on awaited (due_at) where due_at is not null;
create index awaited_object on awaited (since) where kind = 'OBJECT';

-- What happened in the business, as somebody who may say so has said.
create table business_event (
  id          bigint generated always as identity primary key,
  type        text not null,
  about       text,
  occurred_at timestamptz not null,
  actor       text not null,
  reason      text,
  message     uuid,          -- the message that announced it, if one did
  so_far      int,           -- deliveries that it has let go
  released    int,           -- the same, once it is worked off
  constraint type_is_short check (length(type) between 1 and 100),
  constraint about_is_short check (length(about) between 1 and 255)
);

create index business_event_new on business_event (id) where released is null;
create index business_event_type on business_event (type, id);
