-- Who runs the instances. The token grows with each change of owner: a flush that carries an old one is refused.
create table partition (
  id int primary key,
  owner text,
  token bigint not null default 0,
  expires_at timestamptz
);
insert into partition (id) values (0);

-- Published models. A text is stored once, however many versions or processes of one file refer to it.
create table source (
  sha256 text primary key,
  content text not null
);
create table deployment (
  id text primary key,
  at timestamptz not null,
  by_person text not null
);
create table model (
  version_id text primary key,
  kind text not null,
  key text not null,
  name text not null,
  version int not null,
  deployment_id text not null references deployment,
  file text not null,
  sha256 text not null references source,
  at timestamptz not null,
  by_person text not null,
  unique (kind, key, version)
);
create table start_timer (
  process_key text not null,
  start_event text not null,
  version_id text not null references model,
  due timestamptz not null,
  -- Firings left; -1 without end.
  repetitions int not null,
  interval text,
  primary key (process_key, start_event)
);
create index start_timer_due on start_timer (due);

-- People and their sign-on.
create table person (
  id text primary key,
  name text not null,
  unit text,
  groups text[] not null,
  roles text[] not null,
  -- Label and description for the start page of the demo mode.
  demo jsonb
);
create table session (
  token_hash text primary key,
  person_id text not null references person,
  expires_at timestamptz not null
);

-- Instances. The event log is the truth; the other tables follow it in the same transaction so that others can query them.
create table instance (
  id text primary key,
  number text not null unique,
  partition_id int not null references partition,
  process_key text not null,
  process_name text not null,
  version int not null,
  version_id text not null references model,
  title text,
  state text not null,
  incident boolean not null,
  started_at timestamptz not null,
  started_by text not null,
  ended_at timestamptz,
  stands_at text[] not null,
  due timestamptz,
  -- The day on which it was received, where the model says so.
  received timestamptz,
  -- The case a person started: itself, or the caller's caller …
  root text not null,
  parent text,
  seq int not null
);
create index instance_list on instance (started_at desc);
create index instance_root on instance (root);
create index instance_starter on instance (started_by, started_at desc);
create index instance_open on instance (state) where state = 'active';
create table event (
  instance_id text not null,
  seq int not null,
  at timestamptz not null,
  type text not null,
  data jsonb not null,
  primary key (instance_id, seq)
);
create table snapshot (
  instance_id text primary key,
  seq int not null,
  state jsonb not null
);
create table task (
  id text primary key,
  instance_id text not null,
  root text not null,
  activation text not null,
  element text not null,
  name text not null,
  kind text not null,
  assignee text,
  candidate_groups text[] not null,
  candidate_users text[] not null,
  created_at timestamptz not null,
  due timestamptz,
  priority int,
  revision int not null,
  form jsonb,
  open boolean not null
);
create index task_instance on task (instance_id);
create index task_open on task (created_at) where open;
create index task_root on task (root);
create table job (
  key text primary key,
  instance_id text not null,
  activation text not null,
  element text not null,
  type text not null,
  retries int not null,
  headers jsonb not null,
  variables jsonb not null,
  due timestamptz not null
);
create index job_instance on job (instance_id);
create table timer (
  instance_id text not null,
  timer text not null,
  due timestamptz not null,
  primary key (instance_id, timer)
);
create index timer_due on timer (due);
create table subscription (
  instance_id text not null,
  subscription text not null,
  name text not null,
  correlation_key text not null,
  process_key text not null,
  primary key (instance_id, subscription)
);
create index subscription_name on subscription (name, correlation_key);
create table case_number (
  prefix text not null,
  year int not null,
  last int not null,
  primary key (prefix, year)
);
-- The same submission of the same person gives the same case.
create table submission (
  person_id text not null,
  key text not null,
  instance_id text not null,
  at timestamptz not null,
  primary key (person_id, key)
);

create table draft (
  id text primary key,
  subject text not null,
  person_id text not null,
  answers jsonb not null,
  done_pages text[] not null,
  revision int not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null,
  unique (person_id, subject)
);

-- Uploaded files. Bytes are stored once by content; an upload is a name and a person for them.
create table file_content (
  sha256 text primary key,
  content bytea not null
);
create table file (
  id text primary key,
  name text not null,
  type text not null,
  size int not null,
  sha256 text not null references file_content,
  person_id text not null,
  at timestamptz not null
);
-- Which cases a file was handed in with: who may see the case may see the file.
create table case_file (
  root text not null,
  file_id text not null references file,
  primary key (file_id, root)
);

-- What has been done once, e.g. the demo data of a module.
create table done_once (
  what text primary key,
  at timestamptz not null
);
