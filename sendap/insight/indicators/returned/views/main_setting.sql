-- The setting that each plan names: the first of rank 1.
SELECT authority, year, person_no, request_no, urn, ukprn, sen_setting, sen_unit_indicator, resourced_provision_indicator
FROM (
  SELECT *, ROW_NUMBER() OVER (PARTITION BY authority, year, person_no, request_no ORDER BY plan_detail_no) AS place
  FROM plan_detail
  WHERE placement_rank = '1'
) AS ranked
WHERE place = 1
