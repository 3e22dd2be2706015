-- Names and e-mail addresses of accounts are sealed with the key of the person. What pre-release versions stored readable is not taken over
-- under the same columns: nobody may believe it to be sealed.
do $$ begin
  if exists (select from person) then
    raise exception using message = 'Diese Datenbank stammt von einer Vorabversion, die Namen von Konten unverschlüsselt gespeichert hat. '
      'Benennen Sie den Datenordner um (oder nehmen Sie eine leere Datenbank) und starten Sie neu. / This database was written by a '
      'pre-release version that stored names of accounts unencrypted. Rename the data folder (or take an empty database) and start anew.';
  end if;
end $$;
drop index person_tenant;
create index person_tenant on person (tenant, id);
comment on column person.name is 'Sealed with the key of the person.';
comment on column person.email is 'Sealed with the key of the person.';
