-- The ledger: entries, tiles of the tree, checkpoints, recording systems. Append-only; what stands here can be proven (packages/ledger).

-- One access. `content` (canonical JSON) and `salt` go when the entry's own retention ends; `at` and `commitment` stay, and with them every
-- proof. What is searched for is derived from the content, so that it cannot say anything else, and goes with it. It is cut out as text:
-- canonical JSON has one spelling, inside its strings every quotation mark is escaped, and parsing it four times cost ten times as
-- much.
create table ledger_entry (
  index bigint primary key,
  -- Milliseconds since the epoch; never runs backwards.
  at bigint not null,
  commitment bytea not null,
  salt bytea,
  content text,
  tenant text generated always as (split_part(split_part(content, '"tenant":"', 2), '"', 1)) stored,
  subject uuid generated always as (split_part(split_part(content, '"subject":"', 2), '"', 1)::uuid) stored,
  case_id text generated always as (nullif(split_part(split_part(content, '"case":{"id":"', 2), '"', 1), '')) stored,
  -- Milliseconds since the epoch: the data subject may know of it from then on.
  withheld_until bigint generated always as (nullif(split_part(split_part(content, '"withheld":{"until":', 2), ',', 1), '')::bigint) stored,
  check ((salt is null) = (content is null))
) partition by range (index);
create index ledger_entry_subject on ledger_entry (subject, index) where subject is not null;
create index ledger_entry_tenant on ledger_entry (tenant, index) where tenant is not null;
create index ledger_entry_case on ledger_entry (case_id, index) where case_id is not null;
create index ledger_entry_withheld on ledger_entry (withheld_until) where withheld_until is not null;

-- A part holds 16,777,216 entries. The writer makes the next one long before it is needed.
create function ledger_make_part(part int) returns void language plpgsql as $$
begin
  execute format('create table if not exists kernel.ledger_entry_%s partition of kernel.ledger_entry for values from (%s) to (%s)',
    part, part::bigint * 16777216, (part::bigint + 1) * 16777216);
end $$;
select ledger_make_part(0);
select ledger_make_part(1);

-- Hashes of 256 neighbouring complete subtrees of 256^level entries each, and the root over them. Only complete tiles are stored.
create table ledger_tile (
  level int not null,
  tile bigint not null,
  hashes bytea not null,
  root bytea not null,
  primary key (level, tile)
);
-- Hashes do not compress; out of line, so that reading roots alone stays cheap.
alter table ledger_tile alter hashes set storage external;

-- One row: where the tree stands. Whoever appends says what it expects here, so that two writers cannot both be right.
create table ledger_state (
  id int primary key check (id = 0),
  size bigint not null,
  -- Roots of the complete subtrees, largest first.
  frontier bytea not null,
  -- Of the newest entry or checkpoint.
  at bigint not null,
  -- Entries before this one have lost their content.
  content_from bigint not null
);
insert into ledger_state values (0, 0, '', 0, 0);

create table ledger_checkpoint (
  size bigint primary key,
  at bigint not null,
  root bytea not null,
  -- Signed by the log; cosignatures are added when it is shown.
  note text not null
);
create index ledger_checkpoint_at on ledger_checkpoint (at);
create table ledger_cosignature (
  size bigint not null references ledger_checkpoint,
  witness text not null,
  line text not null,
  at bigint not null,
  primary key (size, witness)
);

-- Who records into the ledger, so that its readers know how complete it is.
create table recording_system (
  id text primary key,
  name_de text not null,
  name_en text not null,
  since timestamptz not null,
  last_heartbeat timestamptz not null,
  entries bigint not null default 0
);

-- Who has looked at data of an authority. Entries name them by pseudonyms made with a key of the account (`actor/<id>` in vault.key): with
-- this list and the keys the authority finds out who it was, from entries alone nobody can.
create table ledger_actor (
  tenant text not null,
  person_id text not null,
  primary key (tenant, person_id)
);

-- The only change allowed to an entry: content and salt go, both.
create function ledger_guard_entry() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.content is null and new.salt is null
    and new.index = old.index and new.at = old.at and new.commitment = old.commitment then
    return new;
  end if;
  raise exception 'The ledger is append-only.' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_entry_guard before update or delete on ledger_entry for each row execute function ledger_guard_entry();

create function ledger_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'The ledger is append-only.' using errcode = 'insufficient_privilege';
end $$;
create trigger ledger_entry_keep before truncate on ledger_entry for each statement execute function ledger_refuse();
create trigger ledger_tile_keep before update or delete or truncate on ledger_tile for each statement execute function ledger_refuse();
create trigger ledger_checkpoint_keep before update or delete or truncate on ledger_checkpoint
  for each statement execute function ledger_refuse();
create trigger ledger_cosignature_keep before update or delete or truncate on ledger_cosignature
  for each statement execute function ledger_refuse();
