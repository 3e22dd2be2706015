-- Authorities. Whatever belongs to one carries its id; row security (last migration) keeps them apart.
create table tenant (
  id text primary key,
  name text not null,
  kind text not null,
  state text not null default 'active',
  revision int not null default 1,
  -- For the register of processing activities (Art. 30 (1) GDPR); empty: not given. Of the authority and of an office, not of a person.
  contact text not null default '',
  privacy_officer text not null default '',
  measures text not null default ''
);
insert into tenant (id, name, kind) values ('land', 'Land Niedersachsen', 'authority');

-- Null: citizens, who belong to no authority.
alter table person add tenant text references tenant;
alter table session add tenant text;
alter table model add tenant text not null default 'land' references tenant;
alter table instance add tenant text not null default 'land';
alter table task add tenant text not null default 'land';
alter table job add tenant text not null default 'land';
alter table timer add tenant text not null default 'land';
alter table subscription add tenant text not null default 'land';
alter table step add tenant text not null default 'land';
alter table snapshot add tenant text not null default 'land';
alter table draft add tenant text;
alter table file add tenant text;
