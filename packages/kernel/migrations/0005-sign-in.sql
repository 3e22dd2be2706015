-- Signing in. Secrets are stored as hashes, or sealed with a key derived from the master key; nothing here lets its reader sign in.

-- Local accounts: `password` is an Argon2id string with its parameters. A login name is often an e-mail address: it is found by a keyed hash
-- and shown from `sealed_login`, sealed with the key of the person.
create table credential (
  person_id text primary key references person on delete cascade,
  login_digest text not null unique,
  sealed_login text not null,
  password text not null,
  changed_at timestamptz not null
);
-- Authenticator app. `last_step`: the 30-second step of the newest code taken, so that no code is taken twice.
create table totp (
  person_id text primary key references person on delete cascade,
  secret bytea not null,
  last_step bigint not null,
  created_at timestamptz not null
);
create table passkey (
  id text primary key,
  person_id text not null references person on delete cascade,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_person on passkey (person_id);
create table recovery_code (
  person_id text not null references person on delete cascade,
  code_hash text not null,
  primary key (person_id, code_hash)
);
-- Between two pages of a sign-in or of an enrolment; taken once.
create table sign_in_step (
  step_hash text primary key,
  kind text not null,
  person_id text references person on delete cascade,
  data jsonb not null,
  expires_at timestamptz not null
);
-- Failed attempts by account, address or code; `subject` is a keyed hash, for people type passwords where names belong.
create table sign_in_attempt (
  subject text primary key,
  failures int not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
create table invitation (
  secret_hash text primary key,
  person_id text not null unique references person on delete cascade,
  by_person text not null,
  expires_at timestamptz not null
);
-- Who a subject of an OpenID Connect provider is here. The subject itself is nowhere: `subject_digest` is a keyed hash of issuer and subject.
create table oidc_subject (
  issuer text not null,
  subject_digest text not null,
  person_id text not null references person on delete cascade,
  last_at timestamptz not null,
  primary key (issuer, subject_digest)
);
-- What people must hear: one person, or (null) all administrators and operators.
create table announcement (
  id text primary key,
  at timestamptz not null,
  person_id text references person on delete cascade,
  text jsonb not null
);
create index announcement_at on announcement (at desc);
create table announcement_dismissed (
  announcement_id text not null references announcement on delete cascade,
  person_id text not null references person on delete cascade,
  primary key (announcement_id, person_id)
);

-- Sessions have an id of their own now, and tokens that change. Whoever was signed in signs in again.
drop table session;
create table session (
  id text primary key,
  person_id text not null references person on delete cascade,
  tenant text,
  method text not null,
  device text,
  -- Of OpenID Connect: hash of issuer and the provider's `sid`, by which the provider ends it.
  provider_session text,
  -- What the tokens of this session's forms are derived from; stays while its own token changes.
  form_key text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null
);
create index session_person on session (person_id);
create index session_provider on session (provider_session) where provider_session is not null;
create table session_token (
  token_hash text primary key,
  session_id text not null references session on delete cascade,
  issued_at timestamptz not null,
  -- Null: the token in force. A token used long after this time was stolen, or its successor was.
  replaced_at timestamptz
);
create index session_token_session on session_token (session_id);
