-- Credentials, second factors, sessions, failed attempts, announcements.
select;
