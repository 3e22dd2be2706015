-- Row security: the second wall between authorities.
select;
