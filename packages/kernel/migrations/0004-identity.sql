-- Units, groups, memberships, deputies, agreements, changes that wait for a second person, tokens of the API.
select;
