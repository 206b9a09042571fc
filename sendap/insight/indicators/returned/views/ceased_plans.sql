-- Plans that ended in the calendar year.
SELECT
  n.authority, n.year, n.person_no, n.request_no,
  p.sex, p.ethnicity, years_between(n.cease_date, p.person_birth_date) AS age_number,
  years_between(n.cease_date, n.start_date) AS years_number,
  d.need, s.urn, s.ukprn, s.sen_setting, s.sen_unit_indicator, s.resourced_provision_indicator,
  s.establishment_type, years_between(n.cease_date, p.person_birth_date) BETWEEN 5 AND 15 AS school_age,
  n.cease_reason
FROM named_plan n
JOIN calendar c ON c.year = n.year
JOIN people p ON p.authority = n.authority AND p.year = n.year AND p.person_no = n.person_no
LEFT JOIN main_need d
  ON d.authority = n.authority AND d.year = n.year AND d.person_no = n.person_no AND d.request_no = n.request_no
LEFT JOIN main_setting s
  ON s.authority = n.authority AND s.year = n.year AND s.person_no = n.person_no AND s.request_no = n.request_no
WHERE n.cease_date BETWEEN c.first_on AND c.last_on
