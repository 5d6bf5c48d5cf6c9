-- Batches: their bodies are durable before they are acknowledged, and what became of each record is
-- kept by its index, so that a batch goes on at the record where it stopped.

create table batch (
  id             uuid primary key, -- hash of sender, operation and the sender's own key
  number         bigint generated always as identity,
  key            text not null,
  sender         text not null,
  operation      text not null,
  at_least       int not null,     -- how many records must be fit for any to be taken
  percent        numeric not null, -- the same, as a share
  fingerprint    uuid not null,
  correlation_id text not null,
  traceparent    text,
  callback       text,
  records        int not null,
  done           int not null default 0, -- records before this index have their outcome
  taken          int not null default 0,
  repeated       int not null default 0,
  refused        int not null default 0,
  totals         text,             -- what differed from the sender's control totals, as JSON
  state          text not null default 'OPEN',
  reason         text,
  received_at    timestamptz not null default now(),
  ended_at       timestamptz,
  body           bytea,
  constraint known_state check (state in ('OPEN','TAKEN','REFUSED')),
  constraint key_is_short check (length(key) between 1 and 255),
  constraint an_open_batch_has_its_body check (state <> 'OPEN' or body is not null),
  constraint only_an_ended_batch_has_ended check ((state = 'OPEN') = (ended_at is null)),
  constraint a_refused_batch_says_why check (state <> 'REFUSED' or reason is not null),
  constraint nothing_is_done_twice check (done between 0 and records),
  constraint each_record_has_one_outcome check (taken + repeated + refused = done),
  constraint an_ended_batch_is_complete check (state = 'OPEN' or done = records)
);

create unique index batch_by_number on batch (number);
create index batch_open on batch (number) where state = 'OPEN';
create index batch_with_old_body on batch (ended_at) where body is not null and ended_at is not null;

-- What became of a record. One that was taken is written in the transaction that takes it.
create table batch_record (
  batch   uuid not null references batch (id),
  index   int not null,
  key     text,
  outcome text not null,
  message uuid,
  code    text,
  detail  text,
  errors  text, -- fields at fault, as JSON
  primary key (batch, index),
  constraint known_outcome check (outcome in ('TAKEN','REPEATED','REFUSED')),
  constraint what_was_taken_is_a_message check ((outcome = 'REFUSED') = (message is null)),
  constraint a_refused_record_says_why check (outcome <> 'REFUSED' or (code is not null and detail is not null))
);

create index batch_record_refused on batch_record (batch, index) where outcome = 'REFUSED';
