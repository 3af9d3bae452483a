-- The selection of docs/draw.md as window functions, one statement. Parameters: seed (bytea in hex form). Tables: entry, quota.
create temp table winner as
with ranked as materialized (
  select id, province, priority, household, places, row_number() over (order by sha256(:'seed'::bytea || id), id)::int as rank
  from entry
),
-- Phase a: of the entries with priority, the first of each household that has a place for them, and of these the first of each province.
a as materialized (
  select rank, household, province
  from (
    select rank, household, province, row_number() over (partition by province order by rank) as place
    from (
      select rank, household, province, places, row_number() over (partition by household order by rank) as member
      from ranked
      where priority
    ) as members
    where member <= places
  ) as candidates
  join quota using (province)
  where place <= quota.priority
),
-- Phase b: the same over all that are left, for what is left of the households' and the provinces' places.
b as materialized (
  select rank, household, province
  from (
    select rank, household, province, row_number() over (partition by province order by rank) as place
    from (
      select rank, ranked.household, province, places - coalesce(taken.count, 0) as places,
        row_number() over (partition by household order by rank) as member
      from ranked
      left join (select household, count(*) from a group by household) as taken using (household)
      where not exists (select from a where a.rank = ranked.rank)
    ) as members
    where member <= places
  ) as candidates
  join (
    select province, quota.places - coalesce(taken.count, 0) as places
    from quota
    left join (select province, count(*) from a group by province) as taken using (province)
  ) as remaining using (province)
  where place <= remaining.places
),
ab as materialized (
  select rank, household, 'a' as phase from a
  union all
  select rank, household, 'b' from b
),
-- Phase c: all that are still left, for the places that no province could fill.
c as materialized (
  select rank
  from (
    select rank, row_number() over (order by rank) as place
    from (
      select rank, places - coalesce(taken.count, 0) as places, row_number() over (partition by household order by rank) as member
      from ranked
      left join (select household, count(*) from ab group by household) as taken using (household)
      where not exists (select from ab where ab.rank = ranked.rank)
    ) as members
    where member <= places
  ) as candidates
  where place <= (select sum(places) from quota) - (select count(*) from ab)
)
select rank, id, phase
from (
  select rank, phase from ab
  union all
  select rank, 'c' from c
) as taken
join ranked using (rank);
