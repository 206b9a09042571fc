-- The setting that each plan names: the first of rank 1.
SELECT authority, year, person_no, request_no, urn, ukprn, sen_setting, sen_unit_indicator, resourced_provision_indicator, establishment_type
FROM (
  SELECT s.*, t.type AS establishment_type, ROW_NUMBER() OVER (PARTITION BY s.authority, s.year, s.person_no, s.request_no ORDER BY plan_detail_no) AS place
  FROM plan_detail s
  LEFT JOIN register t ON t.number = COALESCE(s.urn, s.ukprn)
  WHERE placement_rank = '1'
) AS ranked
WHERE place = 1
