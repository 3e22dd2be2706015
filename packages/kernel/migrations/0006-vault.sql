-- Everything people wrote, and what follows from it, is sealed (AES-256-GCM). The keys live in a schema of their own, so that a backup of
-- the data (`pg_dump --exclude-schema=vault`) cannot be read without a backup of the keys, which is replaced and never kept.

-- What was stored unsealed by versions before the first release is not taken over: no one may believe it to be sealed.
do $$ begin
  if exists (select from step) or exists (select from draft) or exists (select from file) then
    raise exception using message = 'Diese Datenbank stammt von einer Vorabversion, die Angaben unverschlüsselt gespeichert hat. '
      'Benennen Sie den Datenordner um (oder nehmen Sie eine leere Datenbank) und starten Sie neu. / This database was written by a '
      'pre-release version that stored answers unencrypted. Rename the data folder (or take an empty database) and start anew.';
  end if;
end $$;

create schema if not exists vault;
-- `wrapped`: nonce, key and tag in base64, sealed with the key `wrapped_by`: the id of another row, or `master/` and the id of a master key,
-- which is not in the database. Deleting a row makes unreadable what was sealed with the key, and every key wrapped by it.
create table if not exists vault.key (
  id text primary key,
  wrapped_by text collate "C" not null,
  wrapped text not null
);
-- Whole: a change of the master key looks for what the old one still wraps.
create index if not exists key_wrapped_by on vault.key (wrapped_by);

-- Base64 of version, nonce, ciphertext and tag.
alter table step drop column events, add column sealed text not null;
alter table snapshot drop column state, add column sealed text not null;
alter table job drop column variables, add column sealed text not null;
-- `subject`: the person whose case it is; null where an authority began it. `erased_at`: its key is destroyed, only the frame is left.
alter table instance drop column title, add column sealed_title text, add column subject text, add column erased_at timestamptz;
create index instance_retention on instance (version_id, ended_at) where ended_at is not null and erased_at is null and parent is null;
create index instance_subject on instance (subject) where subject is not null;
-- `key_id`: of the person who writes it, or of the case the task belongs to.
alter table draft drop column answers, add column sealed text not null, add column key_id text not null;
create index draft_expires on draft (expires_at);
-- Each file has a key of its own. Its name and digest are sealed too; equal files of two people are stored twice, which is the price.
alter table file drop column name, drop column sha256, add column sealed text not null;
drop table file_content;
create table file_content (
  file_id text primary key references file on delete cascade,
  sealed bytea not null
);

-- Where the file was handed in: the instance, and which of its declared fields asked for it; null where nothing is declared.
alter table case_file add instance_id text not null, add path text;

-- Finds a case by the exact value of a field that its model declares searchable: a keyed digest of the normalised value, per authority.
create table blind_index (
  tenant text not null,
  token text not null,
  root text not null,
  field text not null,
  primary key (tenant, token, root, field)
);
create index blind_index_root on blind_index (root);

-- Data that must not go yet, of a person or of one case.
create table legal_hold (
  id text primary key,
  tenant text not null,
  person text,
  case_id text,
  ground text not null,
  legal_basis text not null,
  since timestamptz not null,
  review timestamptz not null,
  by_person text not null,
  ended_at timestamptz,
  check (person is not null or case_id is not null)
);
create index legal_hold_person on legal_hold (person) where ended_at is null;
create index legal_hold_case on legal_hold (case_id) where ended_at is null;
-- What went, when and by which rule; never what it was.
create table deletion (
  id bigint generated always as identity primary key,
  tenant text,
  at timestamptz not null,
  kind text not null,
  reference text not null,
  rule text not null
);
create index deletion_at on deletion (at desc, id desc);
