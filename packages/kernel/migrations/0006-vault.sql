-- Keys of data subjects and cases, sealed data, legal holds, deletions.
select;
