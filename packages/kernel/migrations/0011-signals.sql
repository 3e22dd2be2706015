-- A subscription waits for a message, which goes to one case of a process, or for a signal, which goes to all.
alter table subscription add kind text not null default 'message' check (kind in ('message', 'signal'));
