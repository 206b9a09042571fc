-- Plans in force on census day, one row a plan: whose, where and since when.
-- A plan without a row of its own (it moved in) counts as in force.
SELECT
  a.authority, a.year, a.person_no, a.request_no,
  p.sex, p.ethnicity, c.census_on, c.first_on, c.last_on,
  years_between(c.ages_on, p.person_birth_date) AS age_number,
  years_between(n.start_date, p.person_birth_date) AS start_age_number,
  years_between(c.census_on, n.start_date) AS years_number,
  d.need, s.urn, s.ukprn, s.sen_setting, s.sen_unit_indicator, s.resourced_provision_indicator,
  s.establishment_type, years_between(c.ages_on, p.person_birth_date) BETWEEN 5 AND 15 AS school_age,
  EXTRACT(YEAR FROM n.start_date) - EXTRACT(YEAR FROM p.person_birth_date) AS age_in_year_number,
  EXTRACT(YEAR FROM c.census_on) - EXTRACT(YEAR FROM n.start_date) AS calendar_years_number,
  COALESCE(s.res, a.res) AS res, COALESCE(s.wbp, a.wbp) AS wbp, n.pb, n.oa, n.dp,
  n.start_date, a.review_meeting, a.last_review, a.review_outcome,
  a.phase_transfer_due_date, a.phase_transfer_final_date
FROM active_plan a
JOIN calendar c ON c.year = a.year
JOIN people p ON p.authority = a.authority AND p.year = a.year AND p.person_no = a.person_no
LEFT JOIN named_plan n
  ON n.authority = a.authority AND n.year = a.year AND n.person_no = a.person_no AND n.request_no = a.request_no
LEFT JOIN main_need d
  ON d.authority = a.authority AND d.year = a.year AND d.person_no = a.person_no AND d.request_no = a.request_no
LEFT JOIN main_placement s
  ON s.authority = a.authority AND s.year = a.year AND s.person_no = a.person_no AND s.request_no = a.request_no
WHERE (n.cease_date IS NULL OR n.cease_date > c.census_on)
  AND (n.start_date IS NULL OR n.start_date <= c.census_on)
