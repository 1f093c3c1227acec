-- A roll of thousands is read page by page: by class, those who left at its end.
CREATE INDEX member_by_place ON people.member
  (county, body, (ended_on IS NOT NULL), (coalesce(class, '~') COLLATE "C"), id);
DROP INDEX people.member_by_body;
