-- What a person asks of people and rights, the ledger, the own data and holds goes through the second wall too.

-- Names of authorities are public; making and closing authorities is for those who run the platform.
alter table tenant enable row level security;
alter table tenant force row level security;
do $$ begin
  execute format('create policy platform on tenant to %I using (true) with check (true)', current_user);
end $$;
create policy request on tenant for select to fachwerk_request using (true);
grant insert, update on tenant to fachwerk_request;
create policy make on tenant for insert to fachwerk_request with check ((select request_all_tenants()));
create policy keep on tenant for update to fachwerk_request
  using ((select request_all_tenants())) with check ((select request_all_tenants()));

-- A group that an agreement opens is seen by both sides (agreements show themselves to these only); each puts in own people.
create policy joint on person_group for select to fachwerk_request using (
  exists (select from agreement a where a.group_id = person_group.id));
create policy joint on membership to fachwerk_request
  using (exists (select from person p where p.id = membership.person_id and ((select request_all_tenants()) or p.tenant = any ((select request_tenants())::text[]))))
  with check (exists (select from person p where p.id = membership.person_id and ((select request_all_tenants()) or p.tenant = any ((select request_tenants())::text[])))
    and exists (select from person_group g where g.id = membership.group_id));
-- Citizens belong to no authority; each knows those whose cases it has.
create policy with_case on person for select to fachwerk_request using (
  tenant is null and exists (select from instance i where i.subject = person.id));

-- What concerns two authorities is noted in the log of both; always in one's own name.
create policy partner on admin_log for insert to fachwerk_request with check (
  exists (select from agreement a where admin_log.tenant in (a.host, a.guest)));
create policy own_name on admin_log as restrictive for insert to fachwerk_request with check (by_person = (select request_person()));

-- Who may not sign in is not signed in anywhere, whoever locks the account: sessions themselves are given to no request.
create function end_sessions() returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from kernel.session where person_id = new.id;
  return null;
end $$;
create trigger person_locked after update of state on person for each row when (new.state <> 'active') execute function end_sessions();

-- Own data: cases about the person, whoever began them.
create policy own on instance for select to fachwerk_request using (subject = (select request_person()));
-- Holds and records of deletion: of the authority; the person sees what stands over the own data.
grant select, insert on legal_hold to fachwerk_request;
grant update (ended_at) on legal_hold to fachwerk_request;
create policy request on legal_hold to fachwerk_request
  using ((select request_all_tenants()) or tenant = any ((select request_tenants())::text[]))
  with check ((select request_all_tenants()) or tenant = any ((select request_tenants())::text[]));
create policy own on legal_hold for select to fachwerk_request using (
  person = (select request_person()) or exists (select from instance i where i.id = legal_hold.case_id and i.subject = (select request_person())));
grant select on deletion to fachwerk_request;
create policy request on deletion for select to fachwerk_request using (
  (select request_all_tenants()) or tenant = any ((select request_tenants())::text[]));

-- Entries about the person, at every authority: found by pseudonyms that are made with the person's key and given for one transaction.
create function request_subjects() returns uuid[] language sql stable parallel safe
  return string_to_array(nullif(current_setting('fachwerk.subjects', true), ''), E'\n')::uuid[];
create policy own on ledger_entry for select to fachwerk_request using (subject = any ((select request_subjects())::uuid[]));
grant select on ledger_state to fachwerk_request;
create policy request on ledger_state for select to fachwerk_request using (true);

-- The content of a file by who uploads it.
drop policy put on file_content;
create policy put on file_content for insert to fachwerk_request with check (
  exists (select from file f where f.id = file_content.file_id and f.person_id = (select request_person())));

-- Texts of the log name people by id; names are put in when they are shown.
alter table admin_log drop column by_name;
