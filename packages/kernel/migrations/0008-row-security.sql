-- Row security: the second wall between authorities. What is done on behalf of a person runs as the role fachwerk_request
-- (`Database.as`), which owns nothing. It sees rows of the authorities in the setting fachwerk.tenants (ids, one a line; * all) and the
-- own ones of fachwerk.person; without settings, none. Tables it is not given at all stay closed, new ones too.

-- Roles belong to the whole server: another database of it may be making the same one at this moment.
do $$
begin
  if not exists (select from pg_roles where rolname = 'fachwerk_request') then
    begin
      create role fachwerk_request nologin;
    exception
      when duplicate_object or unique_violation then null;
      when insufficient_privilege then
        raise exception 'The role fachwerk_request is missing and % may not create roles. Run as administrator of the database server: create role fachwerk_request nologin; grant fachwerk_request to %; / Die Rolle fachwerk_request fehlt, und % darf keine Rollen anlegen. Führen Sie als Administrator des Datenbankservers aus: create role fachwerk_request nologin; grant fachwerk_request to %;',
          current_user, quote_ident(current_user), current_user, quote_ident(current_user) using errcode = 'insufficient_privilege';
    end;
  end if;
  if not (select rolsuper from pg_roles where rolname = current_user) then
    begin
      execute format('grant fachwerk_request to %I', current_user);
    exception
      when unique_violation then null;
      when insufficient_privilege then
        if not pg_has_role(current_user, 'fachwerk_request', 'member') then
          raise exception '% may not become fachwerk_request. Run as administrator of the database server: grant fachwerk_request to %; / % darf nicht zu fachwerk_request werden. Führen Sie als Administrator des Datenbankservers aus: grant fachwerk_request to %;',
            current_user, quote_ident(current_user), current_user, quote_ident(current_user) using errcode = 'insufficient_privilege';
        end if;
    end;
  end if;
end $$;

-- What everybody may know: names of authorities, published models.
grant usage on schema kernel to fachwerk_request;
grant select on tenant, source, deployment, model, start_timer to fachwerk_request;

-- Everything else is locked, whatever it holds; the owner's own statements pass by a policy, so that forgetting one shows at once.
do $$
declare
  closed text;
begin
  for closed in
    select format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('kernel', 'vault') and c.relkind in ('r', 'p')
      and (n.nspname, c.relname) not in (('kernel', 'tenant'), ('kernel', 'source'), ('kernel', 'deployment'), ('kernel', 'model'),
        ('kernel', 'start_timer'), ('kernel', 'migration'), ('kernel', 'partition'), ('kernel', 'case_number'), ('kernel', 'done_once'))
  loop
    execute format('alter table %s enable row level security', closed);
    execute format('alter table %s force row level security', closed);
    execute format('drop policy if exists platform on %s', closed);
    execute format('create policy platform on %s to %I using (true) with check (true)', closed, current_user);
  end loop;
end $$;

-- What the connection carries. In policies they stand as sub-selects: looked up once for a statement instead of once for a row.
-- Compared by operators that indexes know, never inside a function: PostgreSQL would call that for every row.
create function request_tenants() returns text[] language sql stable parallel safe
  return string_to_array(current_setting('fachwerk.tenants', true), E'\n');
create function request_all_tenants() returns boolean language sql stable parallel safe
  return coalesce(current_setting('fachwerk.tenants', true) = '*', false);
create function request_person() returns text language sql stable parallel safe
  return nullif(current_setting('fachwerk.person', true), '');

-- Cases, tasks and their logs: of the authority, or the person's own. Written by the platform alone.
create index task_candidate on task using gin (candidate_users) where candidate_users <> '{}';
create index instance_tenant on instance (tenant, started_at desc, number desc);
grant select on instance, task, step, snapshot to fachwerk_request;
create policy request on task for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[])
  or assignee = (select request_person())
  or (select request_person()) = any (candidate_users));
create policy request on instance for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[])
  or started_by = (select request_person())
  -- A question put to the person within somebody else's case.
  or exists (select from task t where t.root = instance.root and (t.assignee = (select request_person())
    or (select request_person()) = any (t.candidate_users))));
create policy request on step for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[])
  or exists (select from instance i where i.id = step.instance_id));
create policy request on snapshot for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[])
  or exists (select from instance i where i.id = snapshot.instance_id));

-- Half-filled forms: nobody's but the person's own, not even for those who run the platform.
grant select, insert, update, delete on draft to fachwerk_request;
create policy request on draft to fachwerk_request
  using (person_id = (select request_person()))
  with check (person_id = (select request_person()));

-- Files: the uploader's, and those handed in with a case that may be seen.
grant select, insert on file, file_content to fachwerk_request;
grant select on case_file to fachwerk_request;
create policy request on case_file for select to fachwerk_request using (
  exists (select from instance i where i.id = case_file.root));
create policy request on file for select to fachwerk_request using (
  person_id = (select request_person())
  or exists (select from case_file c where c.file_id = file.id));
create policy put on file for insert to fachwerk_request
  with check (person_id = (select request_person()));
create policy request on file_content for select to fachwerk_request using (
  exists (select from file f where f.id = file_content.file_id));
create policy put on file_content for insert to fachwerk_request with check (true);

-- What is searched for by its exact value: digests, in one's own authorities and one's own cases.
grant select on blind_index to fachwerk_request;
create policy request on blind_index for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[])
  or exists (select from instance i where i.id = blind_index.root));

-- People and rights: of the authority. Credentials and sessions are nobody's to read.
do $$
declare
  kept text;
begin
  foreach kept in array array['unit', 'person_group', 'membership', 'deputy', 'pending_change', 'api_token', 'admin_log', 'person'] loop
    execute format('grant select, insert, update, delete on %I to fachwerk_request', kept);
    execute format('create policy request on %I to fachwerk_request
      using ((select request_all_tenants()) or tenant = any ((select request_tenants())::text[]))
      with check ((select request_all_tenants()) or tenant = any ((select request_tenants())::text[]))', kept);
  end loop;
end $$;
revoke update, delete on admin_log from fachwerk_request;
create policy own on person for select to fachwerk_request using (id = (select request_person()));
create policy own on api_token for select to fachwerk_request using (person_id = (select request_person()));
grant select, insert, update, delete on agreement to fachwerk_request;
create policy request on agreement to fachwerk_request
  using ((select request_all_tenants())
    or host = any ((select request_tenants())::text[]) or guest = any ((select request_tenants())::text[]))
  with check ((select request_all_tenants())
    or host = any ((select request_tenants())::text[]) or guest = any ((select request_tenants())::text[]));

-- The ledger: of the authority whose data it is. Written by the platform alone.
grant select on ledger_entry to fachwerk_request;
create policy request on ledger_entry for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[]));
grant select on ledger_actor to fachwerk_request;
create policy request on ledger_actor for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[]));
