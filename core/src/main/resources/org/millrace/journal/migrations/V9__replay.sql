-- Replay plans: what many deliveries would come to if they went again, and the run that is approved.

create table replay_plan (
  number       bigint generated always as identity primary key,
  mode         text not null,
  state        text not null default 'PLANNING',
  case_number  bigint,       -- the scope: a case, or all in a range of time that matches
  flow         text,
  system       text,
  key_prefix   text,
  since        timestamptz,
  until        timestamptz,
  documents    jsonb not null default '{}', -- SETTLE: numbers in the target by business key
  rate         int not null,  -- most deliveries a second
  under_way    int not null,  -- most of the plan under way at once
  stop_after   int not null,  -- so many that failed again stop it
  planned_by   text not null,
  planned_at   timestamptz not null default now(),
  reason       text not null,
  four_eyes    boolean not null default false,
  landscape    int,           -- the version in force when it was planned
  warnings     text[] not null default '{}',
  facts        text,          -- hash of what the dry run was made from
  hash         text,          -- hash of the plan as a whole
  approved_by  text,
  approved_at  timestamptz,
  approval     text,          -- the reason given with it
  started_by   text,
  started_at   timestamptz,
  ended_at     timestamptz,
  why          text,          -- it is refused, stale, paused or stopped
  constraint known_mode check (mode in ('RESEND','REMAP','RESUME','REROUTE','COMPENSATE','SETTLE')),
  constraint known_plan_state check (state in ('PLANNING','PLANNED','APPROVED','RUNNING','PAUSED','DONE',
    'STOPPED','REFUSED','STALE','DISCARDED')),
  constraint a_scope_has_an_end check (case_number is not null or (since is not null and until is not null)),
  constraint planned_has_its_hash check (state in ('PLANNING','REFUSED','DISCARDED') or hash is not null),
  constraint runs_only_approved check (state not in ('APPROVED','RUNNING','PAUSED','DONE','STOPPED')
    or approved_by is not null),
  constraint approved_by_another check (not four_eyes or approved_by is null
    or split_part(approved_by, ':', 2) <> split_part(planned_by, ':', 2))
);

create index replay_active on replay_plan (number) where state in ('PLANNING','RUNNING');
create index replay_ended on replay_plan (ended_at) where state in ('PAUSED','DONE','STOPPED');
create index replay_of_case on replay_plan (case_number, number) where case_number is not null;

-- One delivery of a plan, with the facts that its prediction follows from.
create table replay_entry (
  plan            bigint not null,
  position        int not null,
  message         uuid not null,
  step            smallint not null,
  flow            text not null,
  system          text not null,
  lane            bigint not null,
  business_key    text not null,
  state           text not null,
  attempts        smallint not null,
  content_version smallint not null,
  prediction      text not null,
  asks            boolean not null,  -- the target is asked first whether it has it
  reason          text not null,
  blocker_message uuid,
  blocker_step    smallint,
  document        text,              -- SETTLE: the number in the target
  watched         smallint,          -- the step that shows what became of it, if that is another one
  outcome         text,              -- nothing before its turn, and for what does not go
  primary key (plan, position),
  constraint known_prediction check (prediction in ('WOULD_POST','DUPLICATE','STILL_FAILS','BLOCKED_BY')),
  constraint known_outcome check (outcome in ('UNDER_WAY','VERIFIED','TAKEN','FAILED','CHANGED')),
  constraint only_what_would_post_goes check (outcome is null or prediction = 'WOULD_POST')
);

create unique index replay_entry_delivery on replay_entry (plan, message, step);
create index replay_entry_to_go on replay_entry (plan, position)
  where prediction = 'WOULD_POST' and outcome is null;
create index replay_entry_going on replay_entry (plan, position) where outcome in ('UNDER_WAY','TAKEN');
create index replay_entry_failed on replay_entry (plan) where outcome = 'FAILED';

-- Messages that a person moved on from the landscape they were accepted under.
create table moved_on (
  message   uuid primary key,
  landscape int not null,
  plan      bigint not null,
  at        timestamptz not null default now()
);
