-- Units, groups, memberships, deputies, agreements, changes that wait for a second person, tokens of the API.
create table unit (
  id text primary key,
  tenant text not null references tenant,
  name text not null,
  -- Null: directly below the authority.
  parent text references unit,
  revision int not null default 1
);
create index unit_tenant on unit (tenant);

-- `groups` of a person stays for those who belong to no authority and for what a sign-on provider tells; whoever belongs to an authority
-- has memberships.
alter table person add unit_id text references unit;
alter table person add kind text not null default 'person';
alter table person add email text;
alter table person add created_at timestamptz not null default now();
alter table person add state text not null default 'active';
-- Grows with each change: a stale page is refused.
alter table person add revision int not null default 1;
create index person_tenant on person (tenant, name);

-- The id is what models name: `buergeramt`. Its cases belong to the authority of the group.
create table person_group (
  id text primary key,
  tenant text not null references tenant,
  name text not null,
  revision int not null default 1
);
create index person_group_tenant on person_group (tenant);
-- A member of another authority counts only while an agreement over the group is in force.
create table membership (
  group_id text not null references person_group on delete cascade,
  person_id text not null references person on delete cascade,
  -- Authority of the group.
  tenant text not null references tenant,
  primary key (group_id, person_id)
);
create index membership_person on membership (person_id);

create table deputy (
  id text primary key,
  tenant text not null references tenant,
  absent text not null references person,
  deputy text not null references person,
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- Ended before its time.
  ended_at timestamptz,
  check (absent <> deputy and from_at < until_at)
);
create index deputy_deputy on deputy (deputy, until_at);
create index deputy_tenant on deputy (tenant, until_at);

-- A group of the host that people of the guest may belong to. In force: both agreed, not ended, before its end.
create table agreement (
  id text primary key,
  group_id text not null references person_group,
  host text not null references tenant,
  guest text not null references tenant,
  purpose text not null,
  legal_basis text not null,
  until_at timestamptz not null,
  agreed_by_host text,
  agreed_by_guest text,
  ended_at timestamptz,
  check (host <> guest)
);
create index agreement_group on agreement (group_id, guest);

-- Changes that need a second person. `running` while what was approved is carried out.
create table pending_change (
  id text primary key,
  tenant text not null references tenant,
  what text not null,
  -- Whom or what it is about: a person, a legal hold.
  subject text not null,
  payload jsonb not null,
  text jsonb not null,
  requested_by text not null,
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'running', 'approved', 'rejected')),
  decided_by text,
  decided_at timestamptz
);
create index pending_change_open on pending_change (tenant, expires_at) where state = 'open';

-- The secret is shown once; whoever reads the table cannot use it.
create table api_token (
  id text primary key,
  tenant text not null references tenant,
  person_id text not null references person,
  name text not null,
  scopes text[] not null,
  secret_hash text not null,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_token_person on api_token (person_id);

-- Who changed what about people and rights, in plain words. Append-only.
create table admin_log (
  seq bigint generated always as identity primary key,
  tenant text not null references tenant,
  at timestamptz not null,
  by_person text not null,
  by_name text not null,
  -- What was changed and which revision came of it: who saves a stale page is told what happened since.
  subject text not null,
  revision int,
  text jsonb not null
);
create index admin_log_tenant on admin_log (tenant, seq desc);
create index admin_log_subject on admin_log (subject, revision);
