-- Messages from outside that are kept for a time (BPMN 2.0.2, 8.4.2 says nothing about it; Camunda 8 calls it time to live): whoever begins
-- to wait within it still receives them. Contents are sealed with the key of the sender.
create table kept_message (
  id text primary key,
  -- Null: of somebody who belongs to no authority.
  tenant text,
  name text not null,
  -- Keyed digest of name and correlation key.
  correlation_key text not null,
  -- Keyed digest of the sender's own id of the message: the same is not taken twice while the first is kept.
  message_id text,
  -- Authorities whose cases it may reach; null: all.
  within text[],
  key_id text not null,
  sealed text not null,
  at timestamptz not null,
  expires_at timestamptz not null,
  by_person text not null,
  -- Processes that have had it: each has it once.
  taken_by text[] not null,
  -- Processes that begin with it as soon as their case with the same key has ended.
  begins text[] not null
);
create index kept_message_key on kept_message (correlation_key);
create index kept_message_expires on kept_message (expires_at);
alter table kept_message enable row level security;
alter table kept_message force row level security;
do $$ begin
  execute format('create policy platform on kept_message to %I using (true) with check (true)', current_user);
end $$;

-- Digest of the message and key that began it, where the model allows one case per key.
alter table instance add start_key text;
create index instance_start_key on instance (start_key) where start_key is not null and state = 'active';
