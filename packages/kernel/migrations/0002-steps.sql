-- One row per step of an instance instead of one per event: a step has about six events, and rows are what a flush costs. `seq` counts
-- events and is that of the first one: two writers who both believe to be next collide. `json`, not `jsonb`: written once, read whole.
create table step (
  instance_id text not null,
  seq int not null,
  at timestamptz not null,
  events json not null,
  primary key (instance_id, seq)
);
insert into step (instance_id, seq, at, events)
  select instance_id, min(seq), min(at), json_agg(data order by seq) from event group by instance_id;
drop table event;

-- Every instance of this table's one row was checked against it, under a row lock, with each insert.
alter table instance drop constraint instance_partition_id_fkey;

-- Nobody asks by root; lists of open cases are asked for newest first, lists of open tasks most urgent first.
drop index instance_root;
drop index instance_open;
create index instance_open on instance (started_at desc, number desc) where state = 'active';
create index instance_incident on instance (started_at desc) where incident;
drop index instance_list;
create index instance_list on instance (started_at desc, number desc);
drop index task_open;
create index task_open on task (priority desc nulls last, due, created_at, id) where open;
create index task_assignee on task (assignee) where open and assignee is not null;
