-- Where each person is on census day: of the placements of rank 1 that had begun and not ended, the latest.
SELECT authority, year, person_no, request_no, urn, ukprn, sen_setting, sen_unit_indicator, resourced_provision_indicator, res, wbp, establishment_type
FROM (
  SELECT s.*, t.type AS establishment_type, ROW_NUMBER() OVER (
    PARTITION BY s.authority, s.year, s.person_no, s.request_no ORDER BY s.entry_date DESC, s.placement_no DESC
  ) AS place
  FROM placement s
  JOIN calendar c ON c.year = s.year
  LEFT JOIN register t ON t.number = COALESCE(s.urn, s.ukprn)
  WHERE s.placement_rank = '1' AND s.entry_date <= c.census_on
    AND (s.leaving_date IS NULL OR s.leaving_date >= c.census_on)
) AS ranked
WHERE place = 1
